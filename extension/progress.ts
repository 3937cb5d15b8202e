import type { Exercise } from '../runtime/protocol/exercise';
import type { Verdict } from '../runtime/protocol/verdict';
import type { ProgressFile, ProgressRead } from './progressFile';
import { afterVerdict, emptyBook, mergeBooks, recordOf, stateOf } from './progressRecords';
import type { ExerciseState, ProgressBook, ProgressRecord } from './progressRecords';
import { Signal } from './signal';

/** How far the learner has come: the file's book in memory, and every way in which it changes. */
export class Progress {
  private readonly file: ProgressFile;
  private book: ProgressBook = emptyBook();
  private readonly changed = new Signal<ProgressBook>();
  private readonly lost = new Signal<string>();

  readonly onDidChange = this.changed.event;
  /** An unreadable file was moved to this path, and a new one begun. */
  readonly onDidSetAside = this.lost.event;

  constructor(file: ProgressFile) {
    this.file = file;
  }

  /** Reads what this or another window has written. */
  async refresh(): Promise<void> {
    this.accept(await this.file.read());
  }

  record(exercise: Exercise): ProgressRecord {
    return recordOf(this.book, exercise);
  }

  readonly state = (exercise: Exercise): ExerciseState => stateOf(this.record(exercise), exercise);

  judged(exercise: Exercise, verdict: Verdict): Promise<void> {
    return this.update(exercise, (record) => afterVerdict(record, verdict));
  }

  peeked(exercise: Exercise): Promise<void> {
    return this.update(exercise, (record) => ({ ...record, peeked: true }));
  }

  hintsShown(exercise: Exercise, count: number): Promise<void> {
    return this.update(exercise, (record) => ({ ...record, hintsShown: Math.max(record.hintsShown, count) }));
  }

  /** Takes over what another machine has reached. */
  async merge(book: ProgressBook): Promise<void> {
    this.accept(
      await this.file.update((ours) => {
        const merged = mergeBooks(ours, book);
        return JSON.stringify(merged) === JSON.stringify(ours) ? ours : merged;
      }),
    );
  }

  async forgetAll(): Promise<void> {
    this.accept(await this.file.update((book) => emptyBook(book.generation + 1)));
  }

  private async update(exercise: Exercise, change: (record: ProgressRecord) => ProgressRecord): Promise<void> {
    this.accept(
      await this.file.update((book) => {
        const before = recordOf(book, exercise);
        const after = change(before);
        return after === before ? book : { ...book, records: { ...book.records, [exercise.id]: after } };
      }),
    );
  }

  private accept({ book, setAside }: ProgressRead): void {
    this.book = book;
    if (setAside) this.lost.fire(setAside);
    this.changed.fire(book);
  }
}
