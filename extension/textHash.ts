import { createHash } from 'node:crypto';

/** As a verdict names the text that it judged. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
