import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { commands, workspace } from 'vscode';
import { makeFakes } from '../../process/cudaEngineFakes';
import type { Fakes } from '../../process/cudaEngineFakes';
import { openDojo, until } from './learner';

const press = (): Thenable<string | undefined> =>
  commands.executeCommand<string | undefined>('tensorDojo.installCudaEngine');

describe('Install CUDA Engine (on Linux x64: its node is a script of the shell)', () => {
  let fakes: Fakes;
  const settings = () => workspace.getConfiguration('tensorDojo');
  /** The folder of engines in the extension's storage, once npm has been called in it. */
  const engines = async () => path.dirname((await fakes.calls())[0]?.cwd ?? '');

  before(async function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') this.skip();
    await openDojo();
  });

  beforeEach(async () => {
    fakes = await makeFakes();
    fakes.behave({});
    await settings().update('nodePath', await fakeNode(fakes.desk), true);
  });

  afterEach(async () => {
    const [call] = await fakes.calls();
    if (call) await rm(path.dirname(call.cwd), { recursive: true, force: true });
    await settings().update('nodePath', undefined, true);
    await fakes.remove();
  });

  it('installs nothing when its account is closed', async () => {
    let ended = false;
    const pressed = press().then((outcome) => {
      ended = true;
      return outcome;
    });
    await until('the account to be closed', async () => {
      await commands.executeCommand('workbench.action.closeQuickOpen');
      return ended;
    });
    assert.equal(await pressed, undefined);
    assert.deepEqual(await fakes.calls(), []);
  });

  it('says what it needs and what was found', async () => {
    let before = 0;
    // The account may fill between the two commands, and then its first row is taken, which installs: asked again.
    for (let attempt = 0, outcome: string | undefined = 'installed'; outcome !== undefined && attempt < 10; attempt++) {
      before = (await fakes.calls()).length;
      let ended = false;
      const pressed = press().then((how) => {
        ended = true;
        return how;
      });
      await until('the account to be answered', async () => {
        await commands.executeCommand('workbench.action.quickOpenSelectNext');
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return ended;
      });
      outcome = await pressed;
    }
    const text = await until('the account as text', () =>
      workspace.textDocuments.map((document) => document.getText()).find((one) => one.includes('✓ Platform')),
    );
    assert.match(text, /✓ Platform: Linux x64/);
    assert.ok(text.includes(`✓ npm: ${path.join(fakes.desk, 'lib/node_modules/npm/bin/npm-cli.js')}`));
    assert.match(text, /Disk: .* GB free; 2\.5 GB are needed/);
    assert.match(text, /cuDNN: /);
    assert.equal((await fakes.calls()).length, before);
  });

  it('installs when it is chosen', async () => {
    assert.equal(await choose(), 'installed');
    assert.deepEqual(await readdir(await engines()), ['tfjs-node-gpu']);
  });

  it('ends everything on Cancel, and nothing stays', async () => {
    fakes.behave({ npmHangs: true });
    const chosen = choose();
    await until('npm to hang', async () => (await fakes.pids()).length === 2);
    assert.equal(await press(), 'busy');
    await until('the end of the installation', async () => {
      await commands.executeCommand('notification.acceptPrimaryAction');
      return !existsSync(`/proc/${(await fakes.pids())[0]}`);
    });
    assert.equal(await chosen, 'cancelled');
    assert.deepEqual(await readdir(await engines()), []);
  });

  /** The first row of the account is the installation. */
  async function choose(): Promise<string | undefined> {
    const pressed = press();
    await until('npm to be called', async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return (await fakes.calls()).length > 0;
    });
    return pressed;
  }
});

/** A node that calls itself by a name of ours, so that the npm beside that is taken for its own. */
async function fakeNode(desk: string): Promise<string> {
  const file = path.join(desk, 'bin', 'node');
  const answer = JSON.stringify({ execPath: file, version: process.versions.node });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    `#!/bin/sh\nif [ "$1" = -p ]; then echo '${answer}'; else ELECTRON_RUN_AS_NODE=1 exec '${process.execPath}' "$@"; fi\n`,
  );
  await chmod(file, 0o755);
  return file;
}
