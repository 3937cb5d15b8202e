import { strict as assert } from 'node:assert';
import { extensions } from 'vscode';

describe('in a dojo workspace', () => {
  it('starts the extension by itself', async () => {
    const extension = extensions.getExtension('tensor-dojo.tensor-dojo');
    assert.ok(extension, 'the extension is there');
    const end = Date.now() + 20_000;
    while (!extension.isActive && Date.now() < end) await new Promise((later) => setTimeout(later, 50));
    assert.ok(extension.isActive, 'it is active');
  });
});
