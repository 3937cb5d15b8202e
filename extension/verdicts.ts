import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { CheckRequest } from '../runtime/protocol/judge';
import { parseVerdict } from '../runtime/protocol/parseVerdict';
import type { Verdict } from '../runtime/protocol/verdict';
import { encodeFrame, FrameDecoder } from '../runtime/script/frame';
import type { LearnerFiles } from './learnerFiles';
import { textHash } from './textHash';

/** The last verdict on each exercise, also from before the window was reloaded. */
export class Verdicts implements vscode.Disposable {
  private readonly folder: string;
  private readonly files: LearnerFiles;
  private readonly known = new Map<string, Promise<Verdict | undefined>>();
  private readonly changed = new vscode.EventEmitter<Exercise>();

  /** There is another verdict. */
  readonly onDidChange = this.changed.event;

  constructor(folder: string, files: LearnerFiles) {
    this.folder = folder;
    this.files = files;
  }

  get(exercise: Exercise): Promise<Verdict | undefined> {
    const known = this.known.get(exercise.id) ?? this.read(exercise);
    this.known.set(exercise.id, known);
    return known;
  }

  put(exercise: Exercise, verdict: Verdict): void {
    this.known.set(exercise.id, Promise.resolve(verdict));
    this.changed.fire(exercise);
    // Without it, only a reload would forget: no reason to disturb anyone.
    void this.write(exercise, verdict).catch(() => undefined);
  }

  /** Whether the learner's text is no longer the one that was judged. */
  isStale(exercise: Exercise, verdict: Verdict): boolean {
    const shown = this.files.shown(exercise);
    return shown !== undefined && textHash(shown.getText()) !== verdict.textHash;
  }

  /** The hidden draw that failed last, for the next check to begin with. */
  async failedDraw(exercise: Exercise): Promise<CheckRequest['retry']> {
    const verdict = await this.get(exercise);
    const failed = verdict?.headline === undefined ? undefined : verdict.cases[verdict.headline];
    return failed?.failure?.seed === undefined ? undefined : { case: failed.name, seed: failed.failure.seed };
  }

  dispose(): void {
    this.changed.dispose();
  }

  private path(exercise: Exercise): string {
    return path.join(this.folder, `${exercise.id.replaceAll('/', '.')}.verdict`);
  }

  private async write(exercise: Exercise, verdict: Verdict): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.path(exercise), encodeFrame(verdict));
  }

  private async read(exercise: Exercise): Promise<Verdict | undefined> {
    try {
      const [message] = new FrameDecoder().push(await readFile(this.path(exercise)));
      const verdict = parseVerdict(message, '');
      return verdict.exerciseVersion === exercise.version ? verdict : undefined;
    } catch {
      return undefined;
    }
  }
}
