import * as vscode from 'vscode';
import type { Exercise, Lesson } from '../runtime/protocol/exercise';
import type { CheckEvent } from '../runtime/protocol/judge';
import type { CaseVerdict, Verdict } from '../runtime/protocol/verdict';
import { render } from '../runtime/words/render';
import type { RenderedCase, RenderedFailure } from '../runtime/words/rendered';
import type { Check } from './checks';
import type { Dojo } from './dojo';
import { entryRange, placeRange } from './entryRange';
import { plainValue } from './plainValue';
import { TestItems } from './testItems';

type Planned = Pick<CaseVerdict, 'name' | 'entry' | 'visible'>;

/** The Testing view: every check, wherever it was started, is one test run. */
export class Testing implements vscode.Disposable {
  private readonly dojo: Dojo;
  readonly controller = vscode.tests.createTestController('tensorDojo', 'Tensor Dojo');
  private readonly items: TestItems;
  private readonly profile: vscode.TestRunProfile;
  private readonly listening: vscode.Disposable[];
  private readonly runs = new Map<Check, vscode.TestRun>();

  constructor(dojo: Dojo) {
    this.dojo = dojo;
    const { course, workspace, language, checks } = dojo;
    this.items = new TestItems(this.controller, course, workspace, language);
    this.profile = this.controller.createRunProfile(
      vscode.l10n.t('Run & Check'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.serve(request, token),
      true,
    );
    const debug = this.controller.createRunProfile(
      vscode.l10n.t('Debug Check'),
      vscode.TestRunProfileKind.Debug,
      (request) => this.debug(request),
      true,
    );
    this.controller.resolveHandler = (item) => this.recall(item);
    for (const document of vscode.workspace.textDocuments) this.items.locate(document);
    this.listening = [
      this.controller,
      this.profile,
      debug,
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
  private async serve(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const testRun = this.controller.createTestRun(request);
    token.onCancellationRequested(() => void this.dojo.checks.cancel());
    try {
      for (const { exercise, case: only } of this.items.tested(request.include, request.exclude)) {
        if (token.isCancellationRequested) break;
        if (!(await this.dojo.files.exists(exercise))) {
          testRun.skipped(this.items.item(exercise));
          continue;
        }
        const verdict = await this.dojo.checks.run(exercise, { testRun, ...(only !== undefined && { only }) });
        // Replaced by another press, or no trust: the rest of this run would only be in the way.
        if (!verdict || verdict.error?.reason === 'cancelled') break;
      }
    } finally {
      testRun.end();
    }
  }

  private async debug(request: vscode.TestRunRequest): Promise<void> {
    const [first] = this.items.tested(request.include, request.exclude);
    if (first) await vscode.commands.executeCommand('tensorDojo.debugCheck', first.exercise.id, first.case);
  }

  private start(check: Check): void {
    const { exercise, request, testRun } = check;
    if (request.mode !== 'check') return;
    const item = this.items.item(exercise);
    // With `preserveFocus`, no results panel jumps up.
    const started =
      testRun ??
      this.controller.createTestRun(
        new vscode.TestRunRequest([item], undefined, this.profile, false, true),
        item.label,
      );
    this.runs.set(check, started);
    started.started(item);
  }

  private note(check: Check, event: CheckEvent): void {
    const run = this.runs.get(check);
    if (!run) return;
    if (event.type === 'planned')
      this.plan(check.exercise, check.lesson, event.cases, check.request.only === undefined);
    else if (event.type === 'prints') run.appendOutput(crlf(event.text));
    else if (event.type === 'caseStarted') {
      const started = check.cases[event.index];
      const item = started && this.items.caseItem(check.exercise, started.entry, started.name);
      if (item) run.started(item);
    }
  }

  /** What is unfolded in a new window has the cases of its last verdict again. */
  private async recall(item: vscode.TestItem | undefined): Promise<void> {
    const exercise = item && this.dojo.course.find(item.id);
    const verdict = exercise && (await this.dojo.verdicts.get(exercise));
    if (verdict) this.plan(exercise, await this.dojo.course.lesson(exercise.id), verdict.cases, false);
  }

  private plan(exercise: Exercise, { messages }: Lesson, cases: readonly Planned[], all: boolean): void {
    const names = messages[this.dojo.language.locale].cases;
    const labelled = cases.map(({ name, entry, visible }) => ({ name, entry, visible, label: names[name] ?? name }));
    this.items.plan(exercise, labelled, all);
  }

  private finish(check: Check, verdict: Verdict): void {
    const run = this.runs.get(check);
    if (!run) return;
    this.runs.delete(check);
    const { locale } = this.dojo.language;
    const rendered = render(verdict, locale, check.lesson.messages[locale], check.exercise);
    const cancelled = verdict.error?.reason === 'cancelled';
    rendered.cases.forEach((words, index) => {
      // A case that was stopped has no failure of its own: the headline says it.
      const failure = words.failure ?? (words.name === rendered.failure?.case ? rendered.failure : null);
      const outcome = cancelled && words.outcome === 'error' ? 'skipped' : words.outcome;
      this.report(run, check, { ...words, outcome, failure }, verdict.cases[index]?.durationMs);
    });
    if (rendered.cases.length === 0) {
      const item = this.items.item(check.exercise);
      if (cancelled || verdict.outcome === 'notAttempted') run.skipped(item);
      else run.errored(item, messagesOf(check, rendered.failure, rendered.headline), verdict.durationMs);
    }
    run.appendOutput(crlf(`${check.exercise.title[locale]}: ${rendered.headline}\n`));
    if (!check.testRun) run.end();
  }

  private report(run: vscode.TestRun, check: Check, words: RenderedCase, durationMs?: number): void {
    const item = this.items.caseItem(check.exercise, words.entry, words.id);
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
  return [said, vscode.TestMessage.diff(failure?.summary ?? text, plainValue(expected), plainValue(yours))];
}

/** A test run's output is a terminal's. */
function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
