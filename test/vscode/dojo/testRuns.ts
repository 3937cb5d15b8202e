import { CancellationTokenSource, TestRunRequest } from 'vscode';
import type { TestController, TestItem, TestItemCollection, TestMessage, TestRun, TestRunProfile } from 'vscode';

/** What a test run was told, in order. */
export interface Told {
  what: 'enqueued' | 'started' | 'passed' | 'failed' | 'errored' | 'skipped';
  item: TestItem;
  messages: TestMessage[];
}

export interface Recorded {
  request: TestRunRequest;
  told: Told[];
  output: string;
  ended: boolean;
}

/** Every test run of a controller from now on; the editor is told all the same. */
export function recordRuns(controller: TestController): { runs: Recorded[]; restore(): void } {
  const runs: Recorded[] = [];
  const original = controller.createTestRun;
  controller.createTestRun = (request, ...rest) => {
    const recorded: Recorded = { request, told: [], output: '', ended: false };
    runs.push(recorded);
    return watched(original.call(controller, request, ...rest), recorded);
  };
  return { runs, restore: () => void (controller.createTestRun = original) };
}

function watched(run: TestRun, recorded: Recorded): TestRun {
  const tell =
    (what: Told['what']) =>
    (item: TestItem, ...rest: unknown[]): void => {
      const messages = Array.isArray(rest[0]) ? (rest[0] as TestMessage[]) : [];
      recorded.told.push({ what, item, messages });
      Reflect.apply(run[what], run, [item, ...rest]);
    };
  return {
    name: run.name,
    token: run.token,
    isPersisted: run.isPersisted,
    onDidDispose: run.onDidDispose,
    enqueued: tell('enqueued'),
    started: tell('started'),
    passed: tell('passed'),
    failed: tell('failed'),
    errored: tell('errored'),
    skipped: tell('skipped'),
    appendOutput: (text, ...rest) => {
      recorded.output += text;
      run.appendOutput(text, ...rest);
    },
    addCoverage: (coverage) => run.addCoverage(coverage),
    end: () => {
      recorded.ended = true;
      run.end();
    },
  };
}

/** As the Testing view does when the button of a profile is pressed. */
export async function press(profile: TestRunProfile, include?: TestItem[], exclude?: TestItem[]): Promise<void> {
  const { token } = new CancellationTokenSource();
  await profile.runHandler(new TestRunRequest(include, exclude, profile), token);
}

export function list(items: TestItemCollection): TestItem[] {
  return [...items].map(([, item]) => item);
}
