import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..', '..');
const distDir = path.join(root, 'dist');

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Another `dist` than the one that was built. */
  dist?: string;
  /** Another `node` than this one. */
  program?: string;
  onStart?(pid: number, child: ReturnType<typeof spawn>): void;
}

/** The built command line, as a person or a grader would start it. */
export function tensorDojo(
  args: string[],
  { cwd, env, dist = distDir, program = process.execPath, onStart }: RunOptions = {},
): Promise<Ran> {
  const bin = path.join(dist, 'tensor-dojo.mjs');
  if (!existsSync(bin)) throw new Error(`${bin} is not there: run \`npm run build\` before this suite`);
  // What engines cost is measured once for all tests, and not in the home of whoever runs them.
  const own = { XDG_CACHE_HOME: path.join(root, '.test', 'cache') };
  const child = spawn(program, [bin, ...args], { cwd, env: { ...process.env, ...own, ...env }, stdio: 'pipe' });
  child.stdin.end();
  onStart?.(child.pid!, child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A copy of what `check` needs, to be damaged. */
export async function copyDist(to: string): Promise<string> {
  const dist = path.join(to, 'dist');
  await mkdir(dist, { recursive: true });
  for (const name of ['tensor-dojo.mjs', 'learner.mjs', 'course'])
    await cp(path.join(distDir, name), path.join(dist, name), { recursive: true });
  await symlink(path.join(distDir, 'workspace'), path.join(dist, 'workspace'));
  await cp(path.join(root, 'package.json'), path.join(to, 'package.json'));
  return dist;
}

/** A text of the course. */
export const lesson = (id: string, file: string): string => readFileSync(path.join(root, 'lessons', id, file), 'utf8');
