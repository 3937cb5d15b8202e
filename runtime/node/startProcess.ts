import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { ChannelEnd } from '../protocol/channel';
import type { Launch } from './launchPlan';

/** A process of ours with a pipe on its fd 3. */
export interface StartedProcess {
  /** -1 where it could not even be started. */
  pid: number;
  pipe: Duplex;
  /** The last that it said on stderr: a fatal error of V8, or why it could not be started. */
  lastWords(): string;
  /** Ends it and all that it started. Harmless when it is gone. */
  kill(): void;
  /** Resolves once, after everything that it wrote has been read. */
  exited: Promise<Extract<ChannelEnd, { kind: 'exited' }>>;
}

const lastWordsLength = 8_000;

export function startProcess(launch: Launch, folder: string): StartedProcess {
  const child = spawn(launch.command, launch.args, {
    cwd: folder,
    env: launch.env,
    detached: launch.detached,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe', launch.channel],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-lastWordsLength)));

  let running = true;
  const exited = new Promise<Extract<ChannelEnd, { kind: 'exited' }>>((resolve) => {
    const ended = (code: number | null, signal: string | null) => {
      running = false;
      resolve({ kind: 'exited', code, signal });
    };
    child.on('close', ended);
    child.on('error', (error) => {
      words ||= error.message;
      if (child.pid === undefined) ended(null, null);
    });
  });

  return {
    pid: child.pid ?? -1,
    pipe: child.stdio[3] as Duplex,
    lastWords: () => words,
    kill: () => {
      if (running && child.pid !== undefined) killTree(child.pid, launch.detached);
    },
    exited,
  };
}

/** `leadsGroup` as it was started: the whole group goes with its leader. */
export function killTree(pid: number, leadsGroup: boolean): void {
  try {
    process.kill(leadsGroup ? -pid : pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}
