import { readFileSync } from 'node:fs';

export const empty = () => ({ passed: 0, failed: [], skipped: [] });

export function merge(tallies) {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.flatMap((tally) => tally.failed),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/** What a suite left behind. One that crashed, hung or went red without naming a test counts as a failure of its own. */
export function readTally(file, suite, { code, timedOut }) {
  let tally;
  try {
    tally = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { ...empty(), failed: [`${suite} did not report (${timedOut ? 'out of time' : `exit code ${code}`})`] };
  }
  if (code !== 0 && tally.failed.length === 0) {
    tally.failed.push(`${suite} ended with ${timedOut ? 'its time used up' : `exit code ${code}`}`);
  }
  if (tally.passed + tally.failed.length + tally.skipped.length === 0) tally.failed.push(`${suite} ran no test`);
  return tally;
}
