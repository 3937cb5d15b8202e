import { strict as assert } from 'node:assert';
import { commands, DiagnosticSeverity, languages, MarkdownString, Position } from 'vscode';
import type { CompletionList, Hover, TextDocument } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import { openDojo, until, write } from './learner';

const id = '03-forward/sigmoid';

/** The editor's own TypeScript, in a learner's workspace. */
describe('the TypeScript server', function () {
  this.timeout(180_000);
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
  });
  const after = (document: TextDocument, text: string): Position =>
    document.positionAt(document.getText().indexOf(text) + text.length);

  it('completes np.', async () => {
    const document = await write(id, "import * as np from 'np';\nnp.\n");
    const names = await until(
      'completions',
      async () => {
        const position = after(document, '\nnp.');
        const list = await commands.executeCommand<CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          position,
        );
        const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        return labels.includes('maximum') && labels;
      },
      60_000,
    );
    for (const name of ['array', 'zeros', 'exp', 'matmul', 'random', 'argmax']) assert.ok(names.includes(name), name);
  });

  it('explains np.exp on hover', async () => {
    const document = await write(id, "import * as np from 'np';\nnp.exp(1);\n");
    const text = await until(
      'a hover',
      async () => {
        const hovers = await commands.executeCommand<Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          after(document, 'np.e'),
        );
        const said = hovers
          .flatMap(({ contents }) => contents)
          .map((part) => (part instanceof MarkdownString ? part.value : String(part)));
        return said.join('\n').includes('exp') && said.join('\n');
      },
      60_000,
    );
    assert.match(text, /NDArray|number/);
  });

  it('marks a type that is imported as if it were a value, as the judge does', async () => {
    const document = await write(id, "import { Digits } from 'kit';\nexport const none: Digits[] = [];\n");
    const said = await until(
      'a mark',
      () =>
        languages
          .getDiagnostics(document.uri)
          .find(({ severity, source }) => severity === DiagnosticSeverity.Error && source === 'ts')?.message,
      60_000,
    );
    assert.match(said, /'Digits' is a type and must be imported using a type-only import/);
  });

  it('draws no red line on any starter or solution', async () => {
    const red: string[] = [];
    const errors = (document: TextDocument) =>
      languages
        .getDiagnostics(document.uri)
        .filter((one) => one.severity === DiagnosticSeverity.Error && one.source === 'ts');
    const document = await write(id, "import * as np from 'np';\nconst broken: string = np.exp;\n");
    await until('the server to see a mistake', () => errors(document).length > 0, 60_000);
    for (const exercise of api.course.exercises) {
      const texts = [(await api.course.lesson(exercise.id)).starter, (await api.course.secret(exercise.id)).solution];
      for (const text of texts) {
        // A mistake of ours at the end: once the server has found it, it has read the rest.
        const probe = 'const probe: string = 1;';
        const opened = await write(exercise.id, `${text}\n${probe}\n`);
        const line = opened.lineCount - 2;
        const found = await until(
          `the server on ${exercise.id}`,
          () => errors(opened).some(({ range }) => range.start.line === line) && errors(opened),
          60_000,
        );
        red.push(
          ...found.filter(({ range }) => range.start.line !== line).map(({ message }) => `${exercise.id}: ${message}`),
        );
        await write(exercise.id, text);
      }
    }
    assert.deepEqual(red, []);
  });
});
