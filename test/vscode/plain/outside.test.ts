import { strict as assert } from 'node:assert';
import { extensions, workspace } from 'vscode';

describe('outside a dojo workspace', () => {
  it('has a folder open that is none', () => {
    assert.equal(workspace.workspaceFolders?.length, 1);
  });

  it('does not start the extension', () => {
    const extension = extensions.getExtension('tensor-dojo.tensor-dojo');
    assert.ok(extension, 'the extension is there');
    assert.equal(extension.isActive, false);
  });
});
