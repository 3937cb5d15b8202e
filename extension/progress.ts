import type { Exercise } from '../runtime/protocol/exercise';
import type { Verdict } from '../runtime/protocol/verdict';
import { upNext } from './courseOrder';
import { NewerFormat, whyNotSaved } from './progressFile';
import type { NotSaved, ProgressFile, ProgressRead } from './progressFile';
import { afterVerdict, emptyBook, mergeBooks, recordOf, stateOf } from './progressRecords';
import type { ExerciseState, ProgressBook, ProgressRecord } from './progressRecords';
import { Signal } from './signal';

type Change = (book: ProgressBook) => ProgressBook;

/** How far the learner has come: known here at once, and written to the file that all windows share after that. */
export class Progress {
  private readonly file: ProgressFile;
  /** As the file said last. */
  private saved: ProgressBook = emptyBook();
  /** What the file does not say yet, oldest first: what cannot be written goes with the next change that can be. */
  private readonly pending: Change[] = [];
  /** `saved` with all that is pending. */
  private book = this.saved;
  private turn: Promise<void> = Promise.resolve();
  private failing = false;
  private readonly changed = new Signal<ProgressBook>();
  private readonly lost = new Signal<string>();
  private readonly failed = new Signal<NotSaved>();
  private readonly outdated = new Signal<void>();

  readonly onDidChange = this.changed.event;
  /** An unreadable file was moved to this path, and a new one begun. */
  readonly onDidSetAside = this.lost.event;
  /** The file could not be read or written; this window goes on from memory. */
  readonly onDidFail = this.failed.event;
  /** A later version of the extension wrote the file: it stays as it is, and this window goes on from memory. */
  readonly onDidFindNewer = this.outdated.event;

  constructor(file: ProgressFile) {
    this.file = file;
  }

  /** Where progress is kept. */
  get path(): string {
    return this.file.path;
  }

  /** Takes over what other windows write, until it is disposed of. */
  follow(): { dispose(): void } {
    return this.file.watch(() => void this.refresh());
  }

  /** Reads what this or another window has written; writes what could not be, and a new file for one that cannot be read. */
  async refresh(): Promise<void> {
    let readable = true;
    await this.inTurn(async () => {
      const found = await this.file.read();
      readable = found !== 'unreadable';
      return found === 'unreadable' ? {} : found;
    });
    if (!readable || this.pending.length > 0) await this.write();
  }

  record(exercise: Exercise): ProgressRecord {
    return recordOf(this.book, exercise);
  }

  readonly state = (exercise: Exercise): ExerciseState => stateOf(this.record(exercise), exercise);

  /** Where the learner goes on: the next exercise not passed, after the one passed last. */
  upNext(exercises: readonly Exercise[]): Exercise | undefined {
    const last = exercises.find(({ id }) => id === this.book.lastPassed);
    return upNext(exercises, this.state, last && this.state(last) === 'passed' ? last.id : undefined);
  }

  judged(exercise: Exercise, verdict: Verdict): Promise<void> {
    return this.change((book) => {
      const after = withRecord(book, exercise, (record) => afterVerdict(record, verdict));
      return verdict.outcome === 'pass' ? { ...after, lastPassed: exercise.id } : after;
    });
  }

  peeked(exercise: Exercise): Promise<void> {
    return this.update(exercise, (record) => ({ ...record, peeked: true }));
  }

  hintsShown(exercise: Exercise, count: number): Promise<void> {
    return this.update(exercise, (record) => ({ ...record, hintsShown: Math.max(record.hintsShown, count) }));
  }

  /** Takes over what another machine has reached. */
  merge(book: ProgressBook): Promise<void> {
    return this.change((ours) => {
      const merged = mergeBooks(ours, book);
      return JSON.stringify(merged) === JSON.stringify(ours) ? ours : merged;
    });
  }

  forgetAll(): Promise<void> {
    return this.change((book) => emptyBook(book.generation + 1));
  }

  private update(exercise: Exercise, change: (record: ProgressRecord) => ProgressRecord): Promise<void> {
    return this.change((book) => withRecord(book, exercise, change));
  }

  private change(change: Change): Promise<void> {
    this.pending.push(change);
    this.show();
    return this.write();
  }

  private write(): Promise<void> {
    return this.inTurn(async () => {
      const due = [...this.pending];
      // Where the file is gone, what this window knows takes its place.
      const read = await this.file.update((found) => afterAll(due, found ?? this.saved));
      this.pending.splice(0, due.length);
      return read;
    });
  }

  /** One after the other, so that an older reading never replaces a newer one. */
  private inTurn(action: () => Promise<ProgressRead>): Promise<void> {
    this.turn = this.turn.then(async () => {
      try {
        this.accept(await action());
        if (this.pending.length === 0) this.failing = false;
      } catch (error) {
        this.fail(error);
      }
    });
    return this.turn;
  }

  private accept({ book, setAside }: ProgressRead): void {
    if (setAside !== undefined) this.lost.fire(setAside);
    if (book) this.saved = book;
    this.show();
  }

  /** Said once, until the file could be reached again. */
  private fail(error: unknown): void {
    if (this.failing) return;
    this.failing = true;
    if (error instanceof NewerFormat) this.outdated.fire();
    else this.failed.fire(whyNotSaved(error));
  }

  private show(): void {
    const book = afterAll(this.pending, this.saved);
    const changed = JSON.stringify(book) !== JSON.stringify(this.book);
    this.book = book;
    if (changed) this.changed.fire(book);
  }
}

function afterAll(changes: readonly Change[], book: ProgressBook): ProgressBook {
  return changes.reduce((reached, change) => change(reached), book);
}

function withRecord(
  book: ProgressBook,
  exercise: Exercise,
  change: (record: ProgressRecord) => ProgressRecord,
): ProgressBook {
  const before = recordOf(book, exercise);
  const after = change(before);
  return after === before ? book : { ...book, records: { ...book.records, [exercise.id]: after } };
}
