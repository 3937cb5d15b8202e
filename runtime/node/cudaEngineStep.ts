import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killTree } from './startProcess';

export interface Step {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  onLine(line: string): void;
}

/** How a program ended, with the last that it printed. */
export interface StepEnd {
  code: number | null;
  lines: string[];
}

const keptLines = 2_000;

/** Runs a program to its end. When the signal aborts, it and all that it started are ended at once; resolves when they are gone. */
export function runStep({ command, args, cwd, env, signal, onLine }: Step): Promise<StepEnd> {
  const leadsGroup = process.platform !== 'win32';
  const lines: string[] = [];
  if (signal.aborted) return Promise.resolve({ code: null, lines });
  const say = (line: string): void => {
    if (lines.push(line) > keptLines) lines.shift();
    onLine(line);
  };
  const child = spawn(command, args, {
    cwd,
    env,
    detached: leadsGroup,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = (stream: Readable): Promise<void> =>
    new Promise((resolve) => createInterface({ input: stream }).on('line', say).on('close', resolve));
  const said = Promise.all([read(child.stdout), read(child.stderr)]);
  const end = (): void => {
    if (child.pid !== undefined) endTree(child.pid, leadsGroup);
  };
  signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve) => {
    const ended = async (code: number | null): Promise<void> => {
      signal.removeEventListener('abort', end);
      await said;
      resolve({ code, lines });
    };
    child.on('close', (code) => void ended(code));
    child.on('error', (error) => {
      say(error.message);
      if (child.pid === undefined) void ended(null);
    });
  });
}

/** Windows has no groups that a signal would reach. */
function endTree(pid: number, leadsGroup: boolean): void {
  if (leadsGroup) return killTree(pid, true);
  const taskkill = path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  execFile(taskkill, ['/pid', String(pid), '/t', '/f'], () => undefined);
}
