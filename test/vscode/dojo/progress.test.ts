import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { commands, workspace } from 'vscode';
import type { TreeItem } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import { Progress } from '../../../extension/progress';
import { ProgressFile } from '../../../extension/progressFile';
import type { Exercise } from '../../../runtime/protocol/exercise';
import { openDojo, until, write } from './learner';

const id = '03-forward/sigmoid';

describe('progress', () => {
  let api: TensorDojoApi;
  let sigmoid: Exercise;
  before(async () => {
    api = await openDojo();
    const found = api.course.find(id);
    assert.ok(found);
    sigmoid = found;
  });
  beforeEach(() => api.progress.forgetAll());

  const row = async (): Promise<TreeItem> => api.lessons.getTreeItem({ kind: 'exercise', exercise: sigmoid });
  const solve = async () => write(id, (await api.course.secret(id)).solution);
  const stored = () => JSON.parse(readFileSync(api.progress.path, 'utf8')).records[id]?.state;

  it('shows in the tree what another window reaches', async () => {
    const another = new Progress(new ProgressFile(api.progress.path));
    await another.peeked(sigmoid);
    await until('the other window’s look', async () => (await row()).description === 'not started · solution seen');
    assert.equal((await row()).accessibilityInformation?.label, `${sigmoid.title.en}, not started, solution seen`);
    await another.forgetAll();
    await until('the other window’s reset', async () => (await row()).description === 'not started');
  });

  it('does not keep a verdict waiting while another window holds the file', async () => {
    await solve();
    const lock = `${api.progress.path}.lock`;
    await writeFile(lock, JSON.stringify({ pid: 1, host: `not ${hostname()}`, token: '' }));
    try {
      assert.equal((await api.check(id))?.outcome, 'pass');
      assert.equal((await row()).description, 'passed');
      assert.equal(stored(), undefined);
    } finally {
      await rm(lock, { force: true });
    }
    await until('the file to say so too', () => stored() === 'passed');
  });

  it('keeps a corrupt file aside, and goes on with what it knows', async () => {
    await solve();
    await api.check(id);
    await until('the file', () => stored() === 'passed');
    await writeFile(api.progress.path, '{"formatVersion":1,"records":');
    const folder = dirname(api.progress.path);
    const aside = await until('the copy', () =>
      readdirSync(folder).find((name) => name.startsWith(`${basename(api.progress.path)}.unreadable`)),
    );
    assert.equal(readFileSync(`${folder}/${aside}`, 'utf8'), '{"formatVersion":1,"records":');
    assert.equal((await row()).description, 'passed');
    await until('a new file with it', () => existsSync(api.progress.path) && stored() === 'passed');
  });

  it('is not touched by Run File, which prints only', async () => {
    await solve();
    await api.check(id);
    const before = { ...api.progress.record(sigmoid) };
    const document = await write(id, `import * as np from 'np';\n\nconsole.log('sum', np.sum(np.array([1, 2, 4])));\n`);
    const ran = await commands.executeCommand<{ cases: unknown[] }>('tensorDojo.runFile', id);
    assert.deepEqual(ran.cases, []);
    await until('the output', () =>
      workspace.textDocuments.some(({ uri, getText }) => uri.scheme === 'output' && getText() === 'sum 7\n'),
    );
    assert.equal(document.isDirty, false);
    assert.deepEqual(api.progress.record(sigmoid), before);
    assert.equal((await row()).description, 'passed');
  });
});
