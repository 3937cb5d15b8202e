import { strict as assert } from 'node:assert';
import { commands, extensions } from 'vscode';
import { openDojo, until } from './learner';

describe('in a dojo workspace', () => {
  it('starts the extension by itself', async () => {
    const extension = extensions.getExtension('tensor-dojo.tensor-dojo');
    assert.ok(extension, 'the extension is there');
    await until('the extension to be active', () => extension.isActive);
  });

  it('says how long it took', async () => {
    const { activationMs, course } = await openDojo();
    assert.ok(activationMs > 0);
    console.log(`[test] activation: ${activationMs.toFixed(1)} ms with ${course.exercises.length} exercises`);
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
