/** What a suite writes to the file that DOJO_TALLY names. */
export interface Tally {
  passed: number;
  failed: string[];
  skipped: { name: string; reason: string }[];
}
