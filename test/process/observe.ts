import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A zombie has ended: it only waits for whoever adopted it to ask. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  return process.platform === 'linux' && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Resolves with how long it took for `holds` to come true; rejects after `limitMs`. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs: number): Promise<number> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > limitMs) throw new Error(`not so after ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - started;
}

/** A temporary folder of one's own, so that what is left behind can be seen. */
export async function temporaryFolder(): Promise<{
  path: string;
  names(): Promise<string[]>;
  remove(): Promise<void>;
}> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'dojo-test-')));
  return {
    path: folder,
    names: () => readdir(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
