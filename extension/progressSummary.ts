import { emptyBook, emptyRecord } from './progressRecords';
import type { ProgressBook, ProgressRecord } from './progressRecords';

const STATES = ['notStarted', 'attempted', 'passed'] as const;

/** What travels with Settings Sync: `[state, exercise version, peeked]` by id, nothing that names a text. */
export interface ProgressSummary {
  formatVersion: 1;
  generation: number;
  records: Record<string, [state: number, version: number, peeked: 0 | 1]>;
}

export function summarize(book: ProgressBook): ProgressSummary {
  const records: ProgressSummary['records'] = {};
  for (const [id, { state, exerciseVersion, peeked }] of Object.entries(book.records))
    records[id] = [STATES.indexOf(state), exerciseVersion, peeked ? 1 : 0];
  return { formatVersion: 1, generation: book.generation, records };
}

/** The summary as a book to merge; whatever does not fit is left out, for the file is the truth. */
export function bookOfSummary(value: unknown): ProgressBook {
  const summary = value as Partial<ProgressSummary> | null | undefined;
  if (summary?.formatVersion !== 1 || !Number.isSafeInteger(summary.generation)) return emptyBook();
  const book = emptyBook(summary.generation);
  for (const [id, entry] of Object.entries(summary.records ?? {})) {
    const record = recordOfEntry(entry);
    if (record) book.records[id] = record;
  }
  return book;
}

function recordOfEntry(entry: unknown): ProgressRecord | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [code, version, peeked] = entry as unknown[];
  const state = typeof code === 'number' ? STATES[code] : undefined;
  if (!state || !Number.isSafeInteger(version) || (version as number) < 0) return undefined;
  return { ...emptyRecord(), state, exerciseVersion: version as number, peeked: peeked === 1 };
}
