import type { Exercise } from '../runtime/protocol/exercise';
import type { Verdict } from '../runtime/protocol/verdict';

/** What is remembered of one exercise. */
export interface ProgressRecord {
  state: 'notStarted' | 'attempted' | 'passed';
  /** Version of the exercise, and SHA-256 of the text, that reached `state`. */
  exerciseVersion: number;
  textHash: string;
  /** The learner has looked at the solution. */
  peeked: boolean;
  hintsShown: number;
  /** Checks that did not pass. */
  tries: number;
}

export interface ProgressBook {
  formatVersion: 1;
  /** Counts resets: a book of a higher generation replaces one of a lower, so that what was reset stays so. */
  generation: number;
  records: Record<string, ProgressRecord>;
  /** Id of the exercise passed last: the learner goes on from there. */
  lastPassed?: string;
}

/** `needsLook`: passed, but the exercise has changed since. */
export type ExerciseState = ProgressRecord['state'] | 'needsLook';

const TRIES_BEFORE_COMPARE = 3;

export function emptyBook(generation = 0): ProgressBook {
  return { formatVersion: 1, generation, records: {} };
}

export function emptyRecord(): ProgressRecord {
  return { state: 'notStarted', exerciseVersion: 0, textHash: '', peeked: false, hintsShown: 0, tries: 0 };
}

/** The record under the exercise's id, or under one that it had before. */
export function recordOf(book: ProgressBook, exercise: Exercise): ProgressRecord {
  const id = [exercise.id, ...exercise.aliases].find((name) => Object.hasOwn(book.records, name));
  return (id && book.records[id]) || emptyRecord();
}

export function stateOf(record: ProgressRecord, exercise: Exercise): ExerciseState {
  return record.state === 'passed' && record.exerciseVersion < exercise.version ? 'needsLook' : record.state;
}

/** A pass is kept whatever follows; a cancelled check and an untouched starter count for nothing. */
export function afterVerdict(record: ProgressRecord, verdict: Verdict): ProgressRecord {
  const reached = { exerciseVersion: verdict.exerciseVersion, textHash: verdict.textHash };
  switch (verdict.outcome) {
    case 'pass':
      return { ...record, ...reached, state: 'passed' };
    case 'notAttempted':
      return record;
    case 'error':
      if (verdict.error?.reason === 'cancelled' || verdict.error?.reason === 'internal') return record;
      return tried(record, reached);
    case 'fail':
      return tried(record, reached);
    default:
      return verdict.outcome satisfies never;
  }
}

function tried(record: ProgressRecord, reached: Pick<ProgressRecord, 'exerciseVersion' | 'textHash'>): ProgressRecord {
  const tries = record.tries + 1;
  return record.state === 'passed' ? { ...record, tries } : { ...record, ...reached, state: 'attempted', tries };
}

export function triesBeforeCompare(record: ProgressRecord): number {
  return record.state === 'passed' || record.peeked ? 0 : Math.max(0, TRIES_BEFORE_COMPARE - record.tries);
}

/** The strongest of both: states, counts and hints never go back, except by a reset. */
export function mergeBooks(a: ProgressBook, b: ProgressBook): ProgressBook {
  if (a.generation !== b.generation) return a.generation > b.generation ? a : b;
  const records = { ...a.records };
  for (const [id, theirs] of Object.entries(b.records)) {
    const ours = Object.hasOwn(records, id) ? records[id] : undefined;
    records[id] = ours ? mergeRecords(ours, theirs) : theirs;
  }
  const lastPassed = a.lastPassed ?? b.lastPassed;
  return { formatVersion: 1, generation: a.generation, records, ...(lastPassed !== undefined && { lastPassed }) };
}

const STRENGTH = { notStarted: 0, attempted: 1, passed: 2 } as const;

function mergeRecords(a: ProgressRecord, b: ProgressRecord): ProgressRecord {
  const further =
    STRENGTH[b.state] - STRENGTH[a.state] || b.exerciseVersion - a.exerciseVersion || (a.textHash === '' ? 1 : 0);
  const { state, exerciseVersion, textHash } = further > 0 ? b : a;
  return {
    state,
    exerciseVersion,
    textHash,
    peeked: a.peeked || b.peeked,
    hintsShown: Math.max(a.hintsShown, b.hintsShown),
    tries: Math.max(a.tries, b.tries),
  };
}

/** What a later version wrote: neither read nor taken for broken. */
export function isOfNewerFormat(value: unknown): boolean {
  return isRecord(value) && isCount(value.formatVersion) && value.formatVersion > 1;
}

/** A book as it stands on disk, or undefined where the file says anything else. */
export function parseBook(value: unknown): ProgressBook | undefined {
  if (!isRecord(value) || value.formatVersion !== 1 || !isCount(value.generation)) return undefined;
  const { lastPassed } = value;
  if (!isRecord(value.records) || (lastPassed !== undefined && typeof lastPassed !== 'string')) return undefined;
  const records: Record<string, ProgressRecord> = {};
  for (const [id, found] of Object.entries(value.records)) {
    const record = parseRecord(found);
    if (!record) return undefined;
    records[id] = record;
  }
  return { formatVersion: 1, generation: value.generation, records, ...(lastPassed !== undefined && { lastPassed }) };
}

function parseRecord(value: unknown): ProgressRecord | undefined {
  if (!isRecord(value)) return undefined;
  const { state, exerciseVersion, textHash, peeked, hintsShown, tries } = value;
  if (state !== 'notStarted' && state !== 'attempted' && state !== 'passed') return undefined;
  if (!isCount(exerciseVersion) || !isCount(hintsShown) || !isCount(tries)) return undefined;
  if (typeof textHash !== 'string' || typeof peeked !== 'boolean') return undefined;
  return { state, exerciseVersion, textHash, peeked, hintsShown, tries };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
