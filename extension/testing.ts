import * as vscode from 'vscode';
import type { Exercise, Lesson } from '../runtime/protocol/exercise';
import type { CheckEvent } from '../runtime/protocol/judge';
import type { Verdict } from '../runtime/protocol/verdict';
import { render } from '../runtime/words/render';
import type { RenderedCase, RenderedFailure, RenderedValue } from '../runtime/words/rendered';
import { valueText } from '../runtime/words/text';
import type { Check, CheckOptions } from './checks';
import { debugCheck } from './debugCheck';
import type { Dojo } from './dojo';
import { entryRange, placeRange } from './entryRange';
import type { ExerciseOpener } from './exerciseOpener';
import { TestItems } from './testItems';

/** A run that goes on, and the items that it was asked for. */
interface Running {
  run: vscode.TestRun;
  items: readonly vscode.TestItem[];
}

/** The Testing view: every check, wherever it was started, is one test run. */
export class Testing implements vscode.Disposable {
  private readonly dojo: Dojo;
  private readonly opener: ExerciseOpener;
  readonly controller = vscode.tests.createTestController('tensorDojo', 'Tensor Dojo');
  readonly runProfile: vscode.TestRunProfile;
  readonly debugProfile: vscode.TestRunProfile;
  private readonly items: TestItems;
  private readonly listening: vscode.Disposable[];
  private readonly running = new Map<Check, Running>();

  constructor(dojo: Dojo, opener: ExerciseOpener) {
    this.dojo = dojo;
    this.opener = opener;
    const { course, workspace, language, checks } = dojo;
    this.items = new TestItems(this.controller, course, workspace, language);
    this.runProfile = this.controller.createRunProfile(
      vscode.l10n.t('Run & Check'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.serve(request, token),
      true,
    );
    this.debugProfile = this.controller.createRunProfile(
      vscode.l10n.t('Debug Check'),
      vscode.TestRunProfileKind.Debug,
      (request, token) => this.debug(request, token),
      true,
    );
    this.controller.resolveHandler = async (item) => {
      const exercise = item && course.find(item.id);
      if (exercise) await this.resolve(exercise);
    };
    for (const document of vscode.workspace.textDocuments) this.items.locate(document);
    this.listening = [
      this.controller,
      this.runProfile,
      this.debugProfile,
      language.onDidChange(() => this.items.rename()),
      vscode.workspace.onDidOpenTextDocument((document) => this.items.locate(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.items.locate(document)),
      checks.onDidStart((check) => this.start(check)),
      checks.onDidProgress(({ check, event }) => this.note(check, event)),
      checks.onDidFinish(({ check, verdict }) => this.finish(check, verdict)),
    ];
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
  }

  /** A press in the Testing view: its exercises one after the other, in one run. */
  private serve(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    return this.inOneRun(request, token, async (exercise, options) => {
      const verdict = await this.dojo.checks.run(exercise, options);
      // Replaced by another press, or no trust: the rest of this run would only be in the way.
      return verdict !== undefined && verdict.error?.reason !== 'cancelled';
    });
  }

  /** One exercise, for one debugger; the run ends with it. */
  private debug(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    return this.inOneRun(request, token, async (exercise, options) => {
      await debugCheck(exercise, this.dojo, options);
      return false;
    });
  }

  /** Until `run` has had enough. */
  private async inOneRun(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    run: (exercise: Exercise, options: CheckOptions) => Promise<boolean>,
  ): Promise<void> {
    const testRun = this.controller.createTestRun(request);
    const listening = token.onCancellationRequested(() => void this.dojo.checks.cancel());
    try {
      const asked = this.items.askedOf(request);
      for (const exercise of asked) {
        if (token.isCancellationRequested) break;
        const { cases } = await this.resolve(exercise);
        const only = this.items.casesOf(exercise, request);
        if (only.length === 0) continue;
        const whole = only.length === cases.length;
        if (!(await this.dojo.files.exists(exercise))) {
          if (asked.length > 1) {
            this.skip(testRun, exercise, whole ? undefined : only);
            continue;
          }
          await this.opener.open(exercise);
        }
        if (!(await run(exercise, whole ? { testRun } : { testRun, only }))) break;
      }
    } finally {
      listening.dispose();
      testRun.end();
    }
  }

  /** Of many exercises, those that the learner has not come to yet are none of their work. */
  private skip(testRun: vscode.TestRun, exercise: Exercise, only: readonly string[] | undefined): void {
    const title = exercise.title[this.dojo.language.locale];
    const words = vscode.l10n.t('{0}: skipped, as you have not opened it yet. Run it alone, and it opens.', title);
    testRun.appendOutput(crlf(`${words}\n`), undefined, this.items.item(exercise));
    for (const item of this.items.checked(exercise, only)) testRun.skipped(item);
  }

  private async resolve(exercise: Exercise): Promise<Lesson> {
    const lesson = await this.dojo.course.lesson(exercise.id);
    this.items.plan(exercise, lesson);
    return lesson;
  }

  private start(check: Check): void {
    const { exercise, lesson, request, testRun } = check;
    if (request.mode !== 'check' && !testRun) return;
    this.items.plan(exercise, lesson);
    const items = this.items.checked(exercise, request.only);
    // With `preserveFocus`, no results panel jumps up.
    const run =
      testRun ??
      this.controller.createTestRun(
        new vscode.TestRunRequest([...items], undefined, this.runProfile, false, true),
        this.items.item(exercise).label,
      );
    this.running.set(check, { run, items });
    for (const item of items) run.started(item);
  }

  private note(check: Check, event: CheckEvent): void {
    const run = this.running.get(check)?.run;
    if (!run) return;
    if (event.type === 'prints') run.appendOutput(crlf(event.text));
    else if (event.type === 'caseStarted') {
      const started = check.cases[event.index];
      const item = started && this.items.caseItem(check.exercise, started.name);
      if (item) run.started(item);
    }
  }

  private finish(check: Check, verdict: Verdict): void {
    const running = this.running.get(check);
    if (!running) return;
    this.running.delete(check);
    const { run, items } = running;
    const { locale } = this.dojo.language;
    const rendered = render(verdict, locale, check.lesson.messages[locale], check.exercise);
    const cancelled = verdict.error?.reason === 'cancelled';
    rendered.cases.forEach((words, index) => {
      // A case that was stopped has no failure of its own: the headline says it.
      const failure = words.failure ?? (words.name === rendered.failure?.case ? rendered.failure : null);
      const outcome = cancelled && words.outcome === 'error' ? 'skipped' : words.outcome;
      this.report(run, check, { ...words, outcome, failure }, verdict.cases[index]?.durationMs);
    });
    const nothingRan = rendered.cases.length === 0;
    const isTold = rendered.cases.some(({ outcome }) => outcome === 'fail' || outcome === 'error');
    if (cancelled || verdict.outcome === 'notAttempted') {
      if (nothingRan) for (const item of items) run.skipped(item);
    } else if (verdict.outcome !== 'pass' && !isTold) {
      // It is the file as a whole that failed, or the check.
      const messages = messagesOf(check, rendered.failure, rendered.headline);
      for (const item of items) run.errored(item, messages, verdict.durationMs);
    }
    run.appendOutput(crlf(`${check.exercise.title[locale]}: ${rendered.headline}\n`));
    if (!check.testRun) run.end();
  }

  private report(run: vscode.TestRun, check: Check, words: RenderedCase, durationMs?: number): void {
    const item = this.items.caseItem(check.exercise, words.id);
    if (!item) return;
    const messages = messagesOf(check, words.failure, words.label, words.entry);
    switch (words.outcome) {
      case 'pass':
        return run.passed(item, durationMs);
      case 'fail':
        return run.failed(item, messages, durationMs);
      case 'error':
        return run.errored(item, messages, durationMs);
      case 'skipped':
        return run.skipped(item);
      default:
        return words.outcome satisfies never;
    }
  }
}

/** What the case says, at its place in the text; the difference apart, for the editor would write it there instead. */
function messagesOf(
  { document }: Check,
  failure: RenderedFailure | null,
  otherwise: string,
  entry?: string,
): vscode.TestMessage[] {
  const text = failure ? [failure.mistake ?? failure.summary, ...failure.remarks].join('\n\n') : otherwise;
  const said = new vscode.TestMessage(new vscode.MarkdownString(text));
  const range = failure?.place ? placeRange(document, failure.place) : entryRange(document, entry);
  said.location = new vscode.Location(document.uri, range);
  const { yours, expected } = failure?.evidence ?? {};
  if (!yours || !expected) return [said];
  // The editor's diff finds the differing entries by itself: marks would be differences of their own.
  const plain = (value: RenderedValue): string => `${value.about}\n${valueText(value, '')}`;
  return [said, vscode.TestMessage.diff(failure?.summary ?? text, plain(expected), plain(yours))];
}

/** A test run's output is a terminal's. */
function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
