import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietly, runNpm } from './command.mjs';

export const root = join(import.meta.dirname, '..');

/** Installs the packages of package-lock.json, unless exactly those are there already. */
export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node 20.19 or later is needed; this is ${process.versions.node}.`);
  if (packagesAreCurrent()) return;
  await quietly('Installing npm packages', () => runNpm(['ci', '--no-audit', '--no-fund'], { cwd: root, quiet: true }));
}

/** npm writes down what it has installed in the same form as the lock; packages for other platforms are left out. */
function packagesAreCurrent() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '' || (optional && !present[path])) return true;
    return present[path]?.version === version;
  });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
