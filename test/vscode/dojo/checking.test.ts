import { strict as assert } from 'node:assert';
import { commands, DiagnosticSeverity, languages, TabInputTextDiff, window, workspace } from 'vscode';
import type { CodeLens, TextDocument } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import { openDojo, openFile, until, write } from './learner';

const sigmoid = '03-forward/sigmoid';
const header = "import * as np from 'np';\n\n";

describe('Run & Check', () => {
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
    await api.progress.forgetAll();
  });
  const solution = async (id: string): Promise<string> => (await api.course.secret(id)).solution;
  const ours = (document: TextDocument) =>
    languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Tensor Dojo');

  it('opens an exercise with its task beside it', async () => {
    await openFile(sigmoid);
    await until(
      'the task panel',
      () => window.tabGroups.all.length > 1 && window.tabGroups.all.at(-1)?.activeTab?.label,
    );
    assert.match(String(window.tabGroups.all.at(-1)?.activeTab?.label), /^Task: /);
  });

  it('offers itself above each entry', async () => {
    const document = await openFile(sigmoid);
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
    const offered = lenses.filter(({ command }) => command?.command === 'tensorDojo.runAndCheck');
    assert.equal(offered.length, api.course.find(sigmoid)?.entry.length);
    assert.match(document.lineAt(offered[0]?.range.start.line ?? 0).text, /export function sigmoid/);
  });

  it('says that the untouched starter is not attempted, and records nothing', async () => {
    await write(sigmoid, (await api.course.lesson(sigmoid)).starter);
    const verdict = await api.check(sigmoid);
    assert.equal(verdict?.outcome, 'notAttempted');
    const exercise = api.course.find(sigmoid);
    assert.equal(exercise && api.progress.record(exercise).tries, 0);
  });

  it('saves the file and checks what stands in the editor, with its version', async () => {
    const document = await write(sigmoid, await solution(sigmoid));
    assert.ok(document.isDirty);
    const verdict = await api.check(sigmoid);
    assert.equal(verdict?.outcome, 'pass');
    assert.equal(verdict?.documentVersion, document.version);
    assert.equal(document.isDirty, false);
  });

  it('marks the entry where its result is wrong, until the next edit', async () => {
    const document = await write(
      sigmoid,
      `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  return x;\n}\n`,
    );
    const verdict = await api.check(sigmoid);
    assert.equal(verdict?.outcome, 'fail');
    const [mark, ...more] = ours(document);
    assert.ok(mark && more.length === 0, 'one mark');
    assert.equal(document.getText(mark.range), 'sigmoid');
    assert.equal(mark.severity, DiagnosticSeverity.Error);
    assert.ok(typeof mark.code === 'object' && mark.code.target.scheme === 'command', 'it leads to the task');
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, '\n'));
    assert.deepEqual(ours(document), []);
  });

  it('marks the line and column where the learner threw, also behind types that are stripped', async () => {
    const lines = ['interface Pair {', '  a: number;', '}', 'export function sigmoid(x: np.NDArray): np.NDArray {'];
    const text = `${header}${lines.join('\n')}\n  const pair: Pair = { a: 1 };\n  throw new Error(\`no \${pair.a}\`);\n}\n`;
    const document = await write(sigmoid, text);
    await api.check(sigmoid);
    const [mark] = ours(document);
    assert.equal(document.lineAt(mark?.range.start.line ?? 0).text.trim(), 'throw new Error(`no ${pair.a}`);');
    assert.match(String(mark?.message), /no 1/);
  });

  it('marks a file that cannot be read, where it cannot', async () => {
    const document = await write(sigmoid, `${header}export function sigmoid(x {\n}\n`);
    await api.check(sigmoid);
    assert.equal(ours(document)[0]?.range.start.line, 2);
  });

  it('marks what a constraint forbids', async () => {
    const exercise = api.course.exercises.find(({ constraints }) => constraints.maxLoops === 0);
    assert.ok(exercise, 'an exercise without loops');
    const document = await write(exercise.id, `${await solution(exercise.id)}\nfor (let i = 0; i < 2; i++) {}\n`);
    await api.check(exercise.id);
    const [mark] = ours(document);
    assert.match(document.lineAt(mark?.range.start.line ?? 0).text, /for \(let i/);
  });

  it('replaces a check that is running by the next press', async () => {
    await write(sigmoid, `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  for (;;) {}\n}\n`);
    const first = api.check(sigmoid);
    await new Promise((later) => setTimeout(later, 300));
    await write(sigmoid, await solution(sigmoid));
    const second = await api.check(sigmoid);
    assert.equal((await first)?.error?.reason, 'cancelled');
    assert.equal(second?.outcome, 'pass');
  });

  it('is ended by Cancel, and nothing is recorded', async () => {
    await write(sigmoid, `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  for (;;) {}\n}\n`);
    const exercise = api.course.find(sigmoid);
    assert.ok(exercise);
    const before = api.progress.record(exercise);
    const running = api.check(sigmoid);
    await new Promise((later) => setTimeout(later, 300));
    await commands.executeCommand('tensorDojo.cancel');
    assert.equal((await running)?.error?.reason, 'cancelled');
    assert.deepEqual(api.progress.record(exercise), before);
  });

  it('begins with the draw that failed, also after checks of other cases and cancelled ones', async () => {
    const wrong = `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  return x;\n}\n`;
    await write(sigmoid, wrong);
    const failing = (await api.check(sigmoid))?.cases ?? [];
    const hidden = failing.find(({ failure }) => failure?.seed !== undefined);
    const example = failing.find(({ visible }) => visible);
    assert.ok(hidden && example);
    await api.check(sigmoid, { only: [example.name] });
    await write(sigmoid, `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  for (;;) {}\n}\n`);
    const running = api.check(sigmoid);
    await new Promise((later) => setTimeout(later, 300));
    await commands.executeCommand('tensorDojo.cancel');
    await running;
    await write(sigmoid, wrong);
    const again = (await api.check(sigmoid))?.cases.find(({ name }) => name === hidden.name);
    assert.equal(again?.failure?.seed, hidden.failure?.seed);
  });

  it('runs one case alone, without recording it', async () => {
    await write(sigmoid, await solution(sigmoid));
    const name = (await api.check(sigmoid))?.cases[1]?.name;
    assert.ok(name);
    await api.progress.forgetAll();
    const alone = await api.check(sigmoid, { only: [name] });
    assert.deepEqual(
      alone?.cases.map((one) => [one.name, one.outcome]),
      [[name, 'pass']],
    );
    assert.deepEqual(alone?.only, [name]);
    const exercise = api.course.find(sigmoid);
    assert.equal(exercise && api.progress.state(exercise), 'notStarted');
  });
});

describe('help', () => {
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
    await api.progress.forgetAll();
  });
  const exercise = () => {
    const found = api.course.find(sigmoid);
    assert.ok(found);
    return found;
  };

  it('shows one hint at a time, and no more than there are', async () => {
    const total = (await api.course.lesson(sigmoid)).hints.en.length;
    for (let shown = 1; shown <= total; shown++) {
      await commands.executeCommand('tensorDojo.showHint', sigmoid);
      assert.equal(api.progress.record(exercise()).hintsShown, shown);
    }
    await commands.executeCommand('tensorDojo.showHint', sigmoid);
    assert.equal(api.progress.record(exercise()).hintsShown, total);
  });

  it('keeps the solution until three tries, then shows it read-only and remembers', async () => {
    await write(sigmoid, `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  return x;\n}\n`);
    const compare = () => commands.executeCommand('tensorDojo.compareWithSolution', sigmoid);
    const diff = () => {
      const input = window.tabGroups.all
        .map((group) => group.activeTab?.input)
        .find((one) => one instanceof TabInputTextDiff);
      return input instanceof TabInputTextDiff ? input : undefined;
    };
    await compare();
    assert.equal(diff(), undefined);
    for (let tries = 0; tries < 3; tries++) await api.check(sigmoid);
    await compare();
    const shown = await until('the comparison', diff);
    assert.equal(
      (await workspace.openTextDocument(shown.original)).getText(),
      (await api.course.secret(sigmoid)).solution,
    );
    assert.equal(workspace.fs.isWritableFileSystem(shown.original.scheme) ?? false, false);
    assert.ok(api.progress.record(exercise()).peeked);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('puts the starter back, and Undo brings the text back', async () => {
    const mine = `${header}export function sigmoid(x: np.NDArray): np.NDArray {\n  return np.exp(x);\n}\n`;
    await (await write(sigmoid, mine)).save();
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('tensorDojo.resetExercise', sigmoid);
    const document = window.activeTextEditor?.document;
    assert.equal(document?.getText(), (await api.course.lesson(sigmoid)).starter);
    await commands.executeCommand('undo');
    await until('the text', () => document?.getText() === mine);
  });

  it('goes to the next exercise', async () => {
    await openFile(sigmoid);
    await commands.executeCommand('tensorDojo.next');
    const position = api.course.exercises.findIndex(({ id }) => id === sigmoid);
    const next = api.course.exercises[position + 1]?.id;
    assert.ok(window.activeTextEditor?.document.uri.path.endsWith(`${next}.ts`));
  });

  it('follows the language that is set, at once', async () => {
    const [node] = (await api.lessons.getChildren()) ?? [];
    assert.ok(node);
    const settings = workspace.getConfiguration('tensorDojo');
    await settings.update('language', 'zh-cn', true);
    const title = api.course.exercises[0]?.title['zh-cn'] ?? '';
    await until('the Chinese title', async () => String((await api.lessons.getTreeItem(node)).label).includes(title));
    await settings.update('language', undefined, true);
  });
});
