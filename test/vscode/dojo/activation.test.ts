import { strict as assert } from 'node:assert';
import { commands, extensions } from 'vscode';
import { openDojo, until } from './learner';

describe('in a dojo workspace', () => {
  it('starts the extension by itself', async () => {
    const extension = extensions.getExtension('tensor-dojo.tensor-dojo');
    assert.ok(extension, 'the extension is there');
    await until('the extension to be active', () => extension.isActive);
  });

  it('takes at most 100 ms for it', async () => {
    const { activationMs } = await openDojo();
    assert.ok(activationMs <= 100, `${activationMs.toFixed(1)} ms`);
  });

  it('registers every command of the manifest, and no other', async () => {
    const { packageJSON } = extensions.getExtension('tensor-dojo.tensor-dojo') ?? {};
    const declared = packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    const own = (await commands.getCommands(true)).filter((id) => /^tensorDojo\.\w+$/.test(id));
    // `goTo` is for the task panel alone: it means nothing without a place.
    assert.deepEqual(
      own.sort(),
      [...declared, 'tensorDojo.goTo', 'tensorDojo.lessons'].filter((id) => own.includes(id)).sort(),
    );
    for (const id of declared) assert.ok(own.includes(id), `${id} is registered`);
  });
});
