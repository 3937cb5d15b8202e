import type { Exercise } from '../runtime/protocol/exercise';
import type { Verdict } from '../runtime/protocol/verdict';
import { upNext } from './courseOrder';
import type { ProgressFile, ProgressRead } from './progressFile';
import { afterVerdict, emptyBook, mergeBooks, recordOf, stateOf } from './progressRecords';
import type { ExerciseState, ProgressBook, ProgressRecord } from './progressRecords';
import { Signal } from './signal';

/** How far the learner has come: the file's book in memory, and every way in which it changes. */
export class Progress {
  private readonly file: ProgressFile;
  private book: ProgressBook = emptyBook();
  /** What could not be written yet: it goes with the next change that can be. */
  private unwritten: ProgressBook | undefined;
  private failing = false;
  private readonly changed = new Signal<ProgressBook>();
  private readonly lost = new Signal<string>();
  private readonly failed = new Signal<string>();

  readonly onDidChange = this.changed.event;
  /** An unreadable file was moved to this path, and a new one begun. */
  readonly onDidSetAside = this.lost.event;
  /** The file could not be read or written, and why; this window goes on from memory. */
  readonly onDidFail = this.failed.event;

  constructor(file: ProgressFile) {
    this.file = file;
  }

  /** Reads what this or another window has written. */
  async refresh(): Promise<void> {
    await this.reach(async () => {
      const read = await this.file.read();
      return { ...read, book: this.whole(read.book) };
    });
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

  private async change(change: (book: ProgressBook) => ProgressBook): Promise<void> {
    const reached = await this.reach(() => this.file.update((book) => change(this.whole(book))));
    if (reached) this.unwritten = undefined;
    else {
      this.unwritten = change(this.book);
      this.accept({ book: this.unwritten });
    }
  }

  private whole(book: ProgressBook): ProgressBook {
    return this.unwritten ? mergeBooks(book, this.unwritten) : book;
  }

  /** Says once that the file cannot be reached, until it could be again. */
  private async reach(action: () => Promise<ProgressRead>): Promise<boolean> {
    try {
      this.accept(await action());
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.failed.fire(error instanceof Error ? error.message : String(error));
      this.failing = true;
    }
    return !this.failing;
  }

  private accept({ book, setAside }: ProgressRead): void {
    const changed = JSON.stringify(book) !== JSON.stringify(this.book);
    this.book = book;
    if (setAside) this.lost.fire(setAside);
    if (changed) this.changed.fire(book);
  }
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
