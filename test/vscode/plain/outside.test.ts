import { strict as assert } from 'node:assert';
import { commands, extensions, workspace } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';

describe('outside a dojo workspace', () => {
  const extension = () => {
    const found = extensions.getExtension<TensorDojoApi>('tensor-dojo.tensor-dojo');
    assert.ok(found, 'the extension is there');
    return found;
  };

  it('has a folder open that is none', () => {
    assert.equal(workspace.workspaceFolders?.length, 1);
  });

  it('does not start the extension', () => {
    assert.equal(extension().isActive, false);
  });

  it('has, once started, neither a test controller nor rows nor lenses', async () => {
    const api = await extension().activate();
    assert.equal(api.testing, undefined);
    assert.deepEqual(await api.lessons.getChildren(), []);
    const document = await workspace.openTextDocument({
      language: 'typescript',
      content: 'export function sigmoid() {}\n',
    });
    const lenses = await commands.executeCommand<unknown[]>('vscode.executeCodeLensProvider', document.uri);
    assert.deepEqual(lenses, []);
  });
});
