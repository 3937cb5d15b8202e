import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Exercise } from '../runtime/protocol/exercise';
import type { CheckRequest } from '../runtime/protocol/judge';
import type { Verdict } from '../runtime/protocol/verdict';
import { encodeFrame, FrameDecoder } from '../runtime/script/frame';
import type { LearnerFiles } from './learnerFiles';
import { textHash } from './textHash';
import { afterVerdict, parseVerdictRecord } from './verdictRecord';
import type { VerdictRecord } from './verdictRecord';

/** The last verdict on each exercise, also from before the window was reloaded. */
export class Verdicts {
  private readonly folder: string;
  private readonly files: LearnerFiles;
  private readonly known = new Map<string, Promise<VerdictRecord | undefined>>();
  /** Newer than what is known: shown until the next check, and gone with the window. */
  private readonly cancelled = new Map<string, Verdict>();
  private written: Promise<unknown> = Promise.resolve();

  constructor(folder: string, files: LearnerFiles) {
    this.folder = folder;
    this.files = files;
  }

  /** Of the last check that ran to its end. */
  async get(exercise: Exercise): Promise<Verdict | undefined> {
    return (await this.record(exercise))?.verdict;
  }

  /** Of the last check, were it cancelled. */
  async newest(exercise: Exercise): Promise<Verdict | undefined> {
    return this.cancelled.get(exercise.id) ?? this.get(exercise);
  }

  put(exercise: Exercise, verdict: Verdict): void {
    if (verdict.error?.reason === 'cancelled') {
      this.cancelled.set(exercise.id, verdict);
      return;
    }
    this.cancelled.delete(exercise.id);
    const record = this.record(exercise).then((before) => afterVerdict(before, verdict));
    this.known.set(exercise.id, record);
    // Without it, only a reload would forget: no reason to disturb anyone.
    this.written = this.written.then(async () => this.write(exercise, await record)).catch(() => undefined);
  }

  /** Whether the learner's text is no longer the one that was judged. */
  isStale(exercise: Exercise, verdict: Verdict): boolean {
    const shown = this.files.shown(exercise);
    return shown !== undefined && textHash(shown.getText()) !== verdict.textHash;
  }

  /** The hidden draw that the next check of these cases begins with. */
  async failedDraw(exercise: Exercise, cases: readonly string[]): Promise<CheckRequest['retry']> {
    const draws = (await this.record(exercise))?.draws ?? [];
    const failed = cases.find((name) => draws.some((draw) => draw.case === name));
    return draws.find((draw) => draw.case === failed);
  }

  private record(exercise: Exercise): Promise<VerdictRecord | undefined> {
    const known = this.known.get(exercise.id) ?? this.read(exercise);
    this.known.set(exercise.id, known);
    return known;
  }

  private path(exercise: Exercise): string {
    return path.join(this.folder, `${exercise.id.replaceAll('/', '.')}.verdict`);
  }

  private async write(exercise: Exercise, record: VerdictRecord): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.path(exercise), encodeFrame(record));
  }

  private async read(exercise: Exercise): Promise<VerdictRecord | undefined> {
    try {
      const [message] = new FrameDecoder().push(await readFile(this.path(exercise)));
      const record = parseVerdictRecord(message, '');
      return record.verdict.exerciseVersion === exercise.version ? record : undefined;
    } catch {
      return undefined;
    }
  }
}
