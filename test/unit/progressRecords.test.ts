import { describe, expect, it } from 'vitest';
import {
  afterVerdict,
  emptyBook,
  emptyRecord,
  mergeBooks,
  parseBook,
  recordOf,
  stateOf,
  triesBeforeCompare,
} from '../../extension/progressRecords';
import type { ProgressBook, ProgressRecord } from '../../extension/progressRecords';
import { bookOfSummary, summarize } from '../../extension/progressSummary';
import { affine, verdict } from './wordsFixtures';

const record = (more: Partial<ProgressRecord>): ProgressRecord => ({ ...emptyRecord(), ...more });
const book = (records: ProgressBook['records'], generation = 0): ProgressBook => ({
  ...emptyBook(generation),
  records,
});
const passed = record({ state: 'passed', exerciseVersion: 1, textHash: 'a' });
const attempted = record({ state: 'attempted', exerciseVersion: 1, textHash: 'b', tries: 2 });

describe('what a verdict does to a record', () => {
  it('records a pass with the text that passed', () => {
    const after = afterVerdict(attempted, verdict({ outcome: 'pass', textHash: 'c', exerciseVersion: 3 }));
    expect(after).toEqual({ ...attempted, state: 'passed', textHash: 'c', exerciseVersion: 3 });
  });

  it('keeps a pass through later failures, and counts them', () => {
    const after = afterVerdict(passed, verdict({ outcome: 'fail', textHash: 'z' }));
    expect(after).toEqual({ ...passed, tries: 1 });
  });

  it.each(['threw', 'timedOut', 'crashed', 'outOfMemory'] as const)('counts a try that ended as %s', (reason) => {
    const after = afterVerdict(emptyRecord(), verdict({ outcome: 'error', error: { reason } }));
    expect(after).toMatchObject({ state: 'attempted', tries: 1 });
  });

  it('counts neither the untouched starter, nor a cancelled check, nor our own fault', () => {
    for (const ending of [
      verdict({ outcome: 'notAttempted' }),
      verdict({ outcome: 'error', error: { reason: 'cancelled' } }),
      verdict({ outcome: 'error', error: { reason: 'internal' } }),
    ])
      expect(afterVerdict(attempted, ending)).toBe(attempted);
  });
});

describe('states', () => {
  it('asks for another look where the exercise has changed since it was passed', () => {
    expect(stateOf(passed, affine)).toBe('passed');
    expect(stateOf(passed, { ...affine, version: 2 })).toBe('needsLook');
    expect(stateOf(attempted, { ...affine, version: 2 })).toBe('attempted');
  });

  it('finds a record under an earlier id', () => {
    expect(recordOf(book({ '05/affine': passed }), { ...affine, aliases: ['05/affine'] })).toBe(passed);
  });

  it('opens the solution after three tries, a pass or a look', () => {
    expect(triesBeforeCompare(emptyRecord())).toBe(3);
    expect(triesBeforeCompare(attempted)).toBe(1);
    expect(triesBeforeCompare(record({ tries: 7 }))).toBe(0);
    expect(triesBeforeCompare(passed)).toBe(0);
    expect(triesBeforeCompare(record({ peeked: true }))).toBe(0);
  });
});

describe('merging', () => {
  it('lets the strongest state win, whichever side it is on', () => {
    const [ours, theirs] = [book({ x: attempted, y: passed }), book({ x: passed, z: attempted })];
    const wanted = { x: { ...passed, tries: 2 }, y: passed, z: attempted };
    expect(mergeBooks(ours, theirs).records).toEqual(wanted);
    expect(mergeBooks(theirs, ours).records).toEqual(wanted);
  });

  it('keeps what either side has seen', () => {
    const merged = mergeBooks(
      book({ x: record({ peeked: true, hintsShown: 1, tries: 5 }) }),
      book({ x: record({ hintsShown: 3 }) }),
    );
    expect(merged.records.x).toMatchObject({ peeked: true, hintsShown: 3, tries: 5 });
  });

  it('prefers a pass of the newer exercise, and of the known text', () => {
    const newer = { ...passed, exerciseVersion: 2, textHash: 'n' };
    expect(mergeBooks(book({ x: passed }), book({ x: newer })).records.x).toEqual(newer);
    const fromSummary = { ...passed, textHash: '' };
    expect(mergeBooks(book({ x: fromSummary }), book({ x: passed })).records.x).toEqual(passed);
    expect(mergeBooks(book({ x: passed }), book({ x: fromSummary })).records.x).toEqual(passed);
  });

  it('does not bring back what was reset', () => {
    const reset = emptyBook(1);
    expect(mergeBooks(reset, book({ x: passed }))).toBe(reset);
    expect(mergeBooks(book({ x: passed }), reset)).toBe(reset);
  });
});

describe('the synced summary', () => {
  it('carries states, versions and looks, and no text', () => {
    const summary = summarize(book({ x: { ...passed, peeked: true }, y: attempted }, 4));
    expect(summary).toEqual({ formatVersion: 1, generation: 4, records: { x: [2, 1, 1], y: [1, 1, 0] } });
    expect(bookOfSummary(JSON.parse(JSON.stringify(summary)))).toEqual(
      book({ x: { ...passed, textHash: '', peeked: true }, y: record({ state: 'attempted', exerciseVersion: 1 }) }, 4),
    );
  });

  it.each([
    undefined,
    null,
    7,
    {},
    { formatVersion: 2 },
    { formatVersion: 1, generation: 0, records: { x: 'passed' } },
  ])('is empty where it says something else: %j', (value) => expect(bookOfSummary(value)).toEqual(emptyBook()));
});

describe('parsing', () => {
  it('reads what was written', () => {
    const written = book({ x: passed }, 2);
    expect(parseBook(JSON.parse(JSON.stringify(written)))).toEqual(written);
  });

  it.each([
    null,
    [],
    { formatVersion: 2, generation: 0, records: {} },
    { formatVersion: 1, generation: -1, records: {} },
    { formatVersion: 1, generation: 0, records: { x: { ...passed, state: 'won' } } },
    { formatVersion: 1, generation: 0, records: { x: { ...passed, tries: 'many' } } },
    { formatVersion: 1, generation: 0, records: {}, lastPassed: 7 },
  ])('refuses %j', (value) => expect(parseBook(value)).toBeUndefined());
});
