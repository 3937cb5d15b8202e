import { execFile } from 'node:child_process';
import { readdir, readFile, realpath, statfs } from 'node:fs/promises';
import path from 'node:path';

/** What is asked of a machine to learn whether the CUDA engine could live on it. */
export interface CudaMachine {
  platform: NodeJS.Platform;
  arch: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What a program prints; undefined where it is not there or fails. */
  run(program: string, args: string[]): Promise<string | undefined>;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  read(file: string): Promise<string | undefined>;
  /** Where a file really lies; undefined where there is none. */
  real(file: string): Promise<string | undefined>;
  /** Undefined where the system does not say. */
  freeBytes(folder: string): Promise<number | undefined>;
}

export const thisMachine = (): CudaMachine => ({
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  run: (program, args) =>
    new Promise((resolve) => {
      execFile(program, args, { timeout: 10_000, windowsHide: true, maxBuffer: 1 << 24 }, (error, stdout) =>
        resolve(error ? undefined : stdout),
      );
    }),
  list: (folder) => readdir(folder).catch(() => []),
  read: (file) => readFile(file, 'utf8').catch(() => undefined),
  real: (file) => realpath(file).catch(() => undefined),
  freeBytes,
});

/** The folder may be yet to be made: its nearest parent that is there answers. */
async function freeBytes(folder: string): Promise<number | undefined> {
  const answer = await statfs(folder).catch(() => undefined);
  if (answer) return answer.bavail * answer.bsize;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : freeBytes(parent);
}

/** The rules of paths on that machine. */
export const pathsOf = ({ platform }: Pick<CudaMachine, 'platform'>) =>
  platform === 'win32' ? path.win32 : path.posix;

/** The folders in a variable such as PATH; a relative one means nothing here. */
export function foldersIn(machine: CudaMachine, variable: string): string[] {
  const { delimiter, isAbsolute } = pathsOf(machine);
  return [...new Set((environment(machine, variable) ?? '').split(delimiter).filter(isAbsolute))];
}

/** Windows does not tell `Path` from `PATH`. */
export function environment({ env, platform }: CudaMachine, variable: string): string | undefined {
  if (platform !== 'win32') return env[variable];
  return Object.entries(env).find(([name]) => name.toUpperCase() === variable.toUpperCase())?.[1];
}
