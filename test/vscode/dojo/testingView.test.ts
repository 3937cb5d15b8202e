import { strict as assert } from 'node:assert';
import { debug, MarkdownString, window } from 'vscode';
import type { DebugSession, Disposable, TestItem } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import type { Testing } from '../../../extension/testing';
import { openDojo, until, write } from './learner';
import { list, press, recordRuns } from './testRuns';
import type { Recorded, Told } from './testRuns';

const sigmoid = '03-forward/sigmoid';
/** Three entries: `dot`, `matVec` and `matMul`. */
const products = '01-tensors/dot-and-matmul';
const header = "import * as np from 'np';\n\n";

describe('the Testing view', () => {
  let api: TensorDojoApi;
  let testing: Testing;
  let runs: Recorded[];
  let restore: () => void;
  before(async () => {
    api = await openDojo();
    assert.ok(api.testing, 'there is a controller in a dojo workspace');
    testing = api.testing;
  });
  beforeEach(async () => {
    ({ runs, restore } = recordRuns(testing.controller));
    await api.progress.forgetAll();
  });
  afterEach(() => restore());

  const roots = () => list(testing.controller.items);
  const exerciseItem = (id: string): TestItem => {
    const item = roots()
      .flatMap(({ children }) => list(children))
      .find((one) => one.id === id);
    assert.ok(item, id);
    return item;
  };
  const casesOf = (item: TestItem): TestItem[] => list(item.children).flatMap(({ children }) => list(children));
  const unfolded = async (id: string): Promise<TestItem> => {
    const item = exerciseItem(id);
    await testing.controller.resolveHandler?.(item);
    return item;
  };
  const named = (told: readonly Told[]): string[] => told.map(({ what, item }) => `${what} ${item.id}`);
  const ids = (items: readonly TestItem[]): string[] => items.map(({ id }) => id).sort();
  /** The items that a run said the outcome of. */
  const judged = ({ told }: Recorded, what: Told['what'] = 'passed'): string[] =>
    ids(told.filter((one) => one.what === what).map(({ item }) => item));
  const lone = (): Recorded => {
    const [run, ...more] = runs;
    assert.ok(run && more.length === 0, `${runs.length} runs`);
    assert.ok(run.ended);
    return run;
  };
  const stateOf = (id: string) => {
    const exercise = api.course.find(id);
    assert.ok(exercise);
    return api.progress.state(exercise);
  };
  const isOpen = (id: string): boolean =>
    window.visibleTextEditors.some(({ document }) => document.uri.path.endsWith(`${id}.ts`));
  const solve = async (id: string) => write(id, (await api.course.secret(id)).solution);

  it('has chapters, exercises and entries from the start', () => {
    assert.deepEqual(
      roots().map(({ label }) => label),
      api.course.course.chapters.map(({ title }) => title.en),
    );
    for (const exercise of api.course.exercises) {
      const item = exerciseItem(exercise.id);
      assert.deepEqual(
        list(item.children).map(({ label }) => label),
        exercise.entry,
      );
      assert.ok(item.uri?.path.endsWith(`${exercise.id}.ts`));
    }
  });

  it('has the cases of an exercise that was never checked when it is unfolded, and the same after a check', async () => {
    assert.deepEqual(casesOf(exerciseItem(products)), [], 'no lesson is read before');
    const item = await unfolded(products);
    const cases = casesOf(item);
    await solve(products);
    const verdict = await api.check(products);
    assert.deepEqual(
      cases.map(({ label }) => label).sort(),
      verdict?.cases.map(({ name, visible }) => `${name} · ${visible ? 'example' : 'hidden'}`).sort(),
    );
    assert.deepEqual(ids(cases), verdict?.cases.map(({ name, entry }) => `${products}#${entry}#${name}`).sort());
    assert.deepEqual(casesOf(item), cases);
    assert.deepEqual(judged(lone()), ids(cases));
    for (const one of cases) assert.ok(one.range, `${one.label} has its place`);
  });

  it('runs the cases of one entry', async () => {
    await solve(products);
    const [, entry] = list((await unfolded(products)).children);
    assert.ok(entry);
    await press(testing.runProfile, [entry]);
    assert.deepEqual(judged(lone()), ids(list(entry.children)));
    assert.equal(stateOf(products), 'notStarted');
  });

  it('runs one case, or two, says nothing of the others, and records nothing', async () => {
    await solve(products);
    const cases = casesOf(await unfolded(products));
    for (const chosen of [cases.slice(3, 4), [cases[1], cases[6]].flatMap((one) => one ?? [])]) {
      runs.length = 0;
      await press(testing.runProfile, chosen);
      const touched = new Set(lone().told.map(({ item }) => item.id));
      assert.deepEqual([...touched].sort(), ids(chosen));
      assert.deepEqual(judged(lone()), ids(chosen));
    }
    assert.equal(stateOf(products), 'notStarted');
  });

  it('takes all cases of an exercise for the exercise', async () => {
    await solve(products);
    await press(testing.runProfile, casesOf(await unfolded(products)));
    assert.equal(stateOf(products), 'passed');
  });

  it('leaves out what is excluded, be it a case, an entry or an exercise', async () => {
    await solve(products);
    const item = await unfolded(products);
    const chapter = item.parent;
    const [entry, other] = list(item.children);
    assert.ok(chapter && entry && other);
    const without = list(entry.children).slice(0, 2);
    await press(testing.runProfile, [item], [...without, other]);
    const left = casesOf(item).filter((one) => !without.includes(one) && one.parent !== other);
    assert.deepEqual(judged(lone()), ids(left));
    assert.equal(stateOf(products), 'notStarted');

    runs.length = 0;
    await press(testing.runProfile, [chapter], [item]);
    assert.ok(lone().told.every((one) => !one.item.id.startsWith(products)));
    runs.length = 0;
    await press(testing.runProfile, undefined, roots());
    assert.deepEqual(lone().told, []);
  });

  it('of many skips what the learner has not opened, and says so', async () => {
    const id = '07-cnn/conv-layer';
    await solve(products);
    await press(testing.runProfile, [exerciseItem(products), exerciseItem(id)]);
    const { told, output } = lone();
    assert.ok(named(told).includes(`skipped ${id}`));
    assert.ok(output.includes(`${api.course.find(id)?.title.en}: skipped, as you have not opened it yet.`), output);
    assert.ok(!isOpen(id));
    assert.equal(stateOf(products), 'passed');
  });

  it('opens what is run alone, with its task, and says that it is not started', async () => {
    const id = '07-cnn/conv-layer';
    const [first] = casesOf(await unfolded(id));
    assert.ok(first);
    await press(testing.runProfile, [first]);
    assert.deepEqual(judged(lone(), 'skipped'), [first.id]);
    assert.match(lone().output, /Nothing has been written yet\./);
    assert.ok(isOpen(id));
    const title = api.course.find(id)?.title.en;
    await until('its task', () => window.tabGroups.all.some(({ activeTab }) => activeTab?.label === `Task: ${title}`));
  });

  it("shows the expected value and the learner's without marks, for the editor marks them itself", async () => {
    await write(sigmoid, `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  return x;\n}\n`);
    await api.check(sigmoid);
    const messages = lone().told.flatMap((one) => one.messages);
    const diff = messages.find(({ expectedOutput }) => expectedOutput !== undefined);
    assert.match(String(diff?.expectedOutput), /^float64 array, shape \(3,\)\n\[ 0\.50/);
    assert.notEqual(diff?.expectedOutput, diff?.actualOutput);
    for (const { expectedOutput, actualOutput } of messages)
      assert.doesNotMatch(`${expectedOutput} ${actualOutput}`, /≠/);
  });

  it('says at the exercise, or at the case that was asked for, why nothing could run', async () => {
    const said = (what: Told[]) =>
      what
        .filter((one) => one.what === 'errored')
        .map(({ item, messages }) => [item.id, messages[0]?.message instanceof MarkdownString]);
    await write(sigmoid, `${header}export function sigmoid(x {\n}\n`);
    await api.check(sigmoid);
    assert.deepEqual(said(lone().told), [[sigmoid, true]]);
    runs.length = 0;
    const [first] = casesOf(exerciseItem(sigmoid));
    assert.ok(first);
    await press(testing.runProfile, [first]);
    assert.deepEqual(said(lone().told), [[first.id, true]]);
  });

  const debuggers = new Set<DebugSession>();
  let listening: Disposable[];
  before(() => {
    listening = [
      debug.onDidStartDebugSession((session) => debuggers.add(session)),
      debug.onDidTerminateDebugSession((session) => debuggers.delete(session)),
    ];
  });
  after(() => listening.forEach((one) => one.dispose()));

  it('shows a debugged case as a run with its outcome', async () => {
    await solve(sigmoid);
    const [, second] = casesOf(await unfolded(sigmoid));
    assert.ok(second);
    await press(testing.debugProfile, [second]);
    assert.deepEqual(judged(lone()), [second.id]);
    assert.equal(stateOf(sigmoid), 'notStarted');
    await until('the debugger to be gone', () => debuggers.size === 0);
  });

  it('ends the run of a debugger that is stopped', async () => {
    const [, second] = casesOf(await unfolded(sigmoid));
    assert.ok(second);
    await write(sigmoid, 'export function sigmoid() {\n  for (;;) {}\n}\n');
    const debugging = press(testing.debugProfile, [second]);
    await until('a debugger', () => debuggers.size > 0, 40_000);
    assert.equal(runs[0]?.ended, false);
    await debug.stopDebugging();
    await debugging;
    assert.deepEqual(judged(lone(), 'skipped'), [second.id]);
  });
});
