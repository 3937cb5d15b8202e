import { describe, expect, it } from 'vitest';
import { findNode } from '../../runtime/node/findNode';
import type { NodeSearch } from '../../runtime/node/findNode';

const electron = { path: '/usr/share/code/code', platform: 'linux', isElectron: true } as const;
const plainNode = { path: '/opt/code-server/lib/node', platform: 'linux', isElectron: false } as const;

/** A machine with these programs: what each says its version is, or nothing where it does not run. */
function search(programs: Record<string, string | undefined>, over: Partial<NodeSearch> = {}): NodeSearch {
  return {
    setting: '',
    searchPath: '/usr/local/bin:relative:/usr/bin',
    host: electron,
    hostVersion: '22.1.0',
    ask: async (file) => (programs[file] ? { execPath: `${file}-real`, version: programs[file] } : undefined),
    exists: (file) => file in programs,
    ...over,
  };
}

describe('which node the checks run on', () => {
  it('is the setting, under the name that it calls itself', async () => {
    const found = await findNode(search({ '/my/node': '24.0.0', '/usr/bin/node': '22.0.0' }, { setting: '/my/node' }));
    expect(found).toMatchObject({
      chosen: 'setting',
      version: '24.0.0',
      program: { path: '/my/node-real', isElectron: false },
    });
  });

  it('is the host itself where that is a plain node', async () => {
    const found = await findNode(search({ '/usr/bin/node': '22.0.0' }, { host: plainNode }));
    expect(found).toMatchObject({ chosen: 'host', program: plainNode });
  });

  it('is the first on PATH that is recent enough', async () => {
    const found = await findNode(search({ '/usr/local/bin/node': '20.18.3', '/usr/bin/node': '20.19.0' }));
    expect(found).toMatchObject({ chosen: 'path', program: { path: '/usr/bin/node-real' } });
    expect(found.rejected).toEqual([{ path: '/usr/local/bin/node', reason: 'tooOld', version: '20.18.3' }]);
  });

  it('is never looked for in a folder relative to wherever the editor was started', async () => {
    expect((await findNode(search({ 'relative/node': '24.0.0' }))).chosen).toBe('electron');
  });

  it('is Electron where there is no other, with a setting that does not run named', async () => {
    const found = await findNode(search({}, { setting: '/gone/node' }));
    expect(found).toMatchObject({ chosen: 'electron', version: '22.1.0', program: electron });
    expect(found.rejected).toEqual([{ path: '/gone/node', reason: 'didNotRun' }]);
  });

  it('is node.exe on Windows', async () => {
    const host = { ...electron, platform: 'win32', systemRoot: 'C:\\Windows' } as const;
    const found = await findNode(
      search({ 'C:\\nodejs\\node.exe': '22.0.0' }, { host, searchPath: 'C:\\Windows;C:\\nodejs' }),
    );
    expect(found.program).toMatchObject({ path: 'C:\\nodejs\\node.exe-real', systemRoot: 'C:\\Windows' });
  });

  it('runs the real thing', async () => {
    const found = await findNode({ setting: process.execPath, searchPath: '', host: electron, hostVersion: '22.1.0' });
    expect(found).toMatchObject({ chosen: 'setting', version: process.versions.node });
  });
});
