import { randomInt, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import type { Case, Exercise, Lesson } from '../runtime/protocol/exercise';
import type { CheckEvent, CheckRequest, JudgeService } from '../runtime/protocol/judge';
import type { CaseOutcome, Verdict } from '../runtime/protocol/verdict';
import type { LearnerFiles } from './learnerFiles';
import type { Progress } from './progress';
import type { Trust } from './trust';
import type { Verdicts } from './verdicts';

export interface CheckedCase extends Case {
  outcome: CaseOutcome | 'running' | 'waiting';
}

/** One press of Run & Check, from the click to its verdict. */
export interface Check {
  readonly id: string;
  readonly exercise: Exercise;
  readonly lesson: Lesson;
  readonly document: vscode.TextDocument;
  readonly request: CheckRequest;
  /** Empty until the judge has planned them. */
  readonly cases: CheckedCase[];
  /** Where the Testing view asked for it. */
  readonly testRun?: vscode.TestRun;
}

export interface CheckOptions {
  mode?: CheckRequest['mode'];
  /** These cases alone; nothing of it is recorded. */
  only?: string[];
  seed?: number;
  testRun?: vscode.TestRun;
}

/** Runs checks, one at a time: another press replaces the check that is running. */
export class Checks implements vscode.Disposable {
  private readonly judge: JudgeService;
  private readonly course: OpenCourse;
  private readonly files: LearnerFiles;
  private readonly verdicts: Verdicts;
  private readonly progress: Progress;
  private readonly trust: Trust;
  private readonly started = new vscode.EventEmitter<Check>();
  private readonly progressed = new vscode.EventEmitter<{ check: Check; event: CheckEvent }>();
  private readonly finished = new vscode.EventEmitter<{ check: Check; verdict: Verdict }>();
  private running: { check: Check; abort: AbortController; ended: Promise<unknown> } | undefined;
  private newest = 0;

  readonly onDidStart = this.started.event;
  readonly onDidProgress = this.progressed.event;
  readonly onDidFinish = this.finished.event;

  constructor(
    judge: JudgeService,
    course: OpenCourse,
    files: LearnerFiles,
    verdicts: Verdicts,
    progress: Progress,
    trust: Trust,
  ) {
    this.judge = judge;
    this.course = course;
    this.files = files;
    this.verdicts = verdicts;
    this.progress = progress;
    this.trust = trust;
  }

  get current(): Check | undefined {
    return this.running?.check;
  }

  /** Resolves with the verdict, or with undefined where nothing was run: no trust, or a later press came first. */
  async run(exercise: Exercise, options: CheckOptions = {}): Promise<Verdict | undefined> {
    if (!(await this.trust.ensure())) return undefined;
    const turn = ++this.newest;
    await this.cancel();
    const check = await this.prepare(exercise, options);
    if (turn !== this.newest) return undefined;
    const abort = new AbortController();
    const ended = this.judged(check, abort.signal);
    this.running = { check, abort, ended };
    this.started.fire(check);
    void this.showRunning(true);
    return ended;
  }

  /** Ends the check that is running, and resolves when it has ended. */
  async cancel(check = this.current): Promise<void> {
    if (!this.running || this.running.check !== check) return;
    this.running.abort.abort();
    await this.running.ended;
  }

  dispose(): void {
    this.running?.abort.abort();
    for (const emitter of [this.started, this.progressed, this.finished]) emitter.dispose();
  }

  private async prepare(exercise: Exercise, options: CheckOptions): Promise<Check> {
    const mode = options.mode ?? 'check';
    const document = await this.files.open(exercise);
    await this.files.saveDirty(exercise);
    const request: CheckRequest = {
      exercise: exercise.id,
      // A debugger finds the learner's breakpoints by the file's own path.
      file: mode === 'debug' ? document.uri.fsPath : `${exercise.id}.ts`,
      text: document.getText(),
      documentVersion: document.version,
      seed: options.seed ?? randomInt(2 ** 31),
      engine: chosenEngine(),
      uses: await this.files.uses(exercise),
      mode,
      ...(options.only !== undefined && { only: options.only }),
    };
    const lesson = await this.course.lesson(exercise.id);
    const retry = await this.verdicts.failedDraw(exercise, options.only ?? lesson.cases.map(({ name }) => name));
    if (retry) request.retry = retry;
    const { testRun } = options;
    return { id: randomUUID(), exercise, lesson, document, request, cases: [], ...(testRun && { testRun }) };
  }

  private async judged(check: Check, signal: AbortSignal): Promise<Verdict> {
    const { mode, only } = check.request;
    const judged = await this.judge.check(check.request, (event) => this.note(check, event), signal);
    const verdict = only === undefined ? judged : { ...judged, only };
    if (mode === 'check') {
      this.verdicts.put(check.exercise, verdict);
      // The verdict waits for no file.
      if (only === undefined) void this.progress.judged(check.exercise, verdict);
    }
    this.running = undefined;
    void this.showRunning(false);
    this.finished.fire({ check, verdict });
    return verdict;
  }

  private note(check: Check, event: CheckEvent): void {
    // Where a device was lost, all is planned and asked once more.
    if (event.type === 'planned')
      check.cases.splice(0, Infinity, ...event.cases.map((planned) => ({ ...planned, outcome: 'waiting' as const })));
    const named = 'index' in event ? check.cases[event.index] : undefined;
    if (named) named.outcome = event.type === 'caseFinished' ? event.outcome : 'running';
    this.progressed.fire({ check, event });
  }

  private showRunning(running: boolean): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', 'tensorDojo.checking', running);
  }
}

/** What the setting says. */
export function chosenEngine(): string {
  return vscode.workspace.getConfiguration('tensorDojo').get<string>('engine') ?? 'auto';
}
