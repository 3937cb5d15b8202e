import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Bytes resident now, and the most there ever were as far as the system tells. */
export interface Resident {
  now: number;
  peak: number;
}

/** `undefined` for a process that has gone, or a system that does not say. */
export async function residentMemory(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<Resident | undefined> {
  switch (platform) {
    case 'linux':
      return residentMemoryNow(pid, platform);
    case 'win32':
      return parseTasklist(await output('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']));
    default:
      return parsePs(await output('ps', ['-o', 'rss=', '-p', String(pid)]));
  }
}

/** Where reading costs no process of its own; elsewhere `undefined`. */
export function residentMemoryNow(pid: number, platform: NodeJS.Platform = process.platform): Resident | undefined {
  if (platform !== 'linux') return undefined;
  try {
    return parseProcStatus(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return undefined;
  }
}

export function parseProcStatus(status: string): Resident | undefined {
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]);
  return resident(kilobytes('VmRSS'), kilobytes('VmHWM'));
}

export function parsePs(printed: string): Resident | undefined {
  const kilobytes = /^\s*(\d+)\s*$/.exec(printed)?.[1];
  return resident(Number(kilobytes));
}

/** `"node.exe","4711","Console","1","48.412 K"`: the separator of thousands is the system language's. */
export function parseTasklist(line: string): Resident | undefined {
  const size = /"([^"]*)"\s*$/.exec(line)?.[1];
  return resident(size === undefined ? Number.NaN : Number(size.replace(/\D/g, '') || Number.NaN));
}

function resident(kilobytes: number, peakKilobytes = kilobytes): Resident | undefined {
  return Number.isNaN(kilobytes) || Number.isNaN(peakKilobytes)
    ? undefined
    : { now: kilobytes * 1024, peak: peakKilobytes * 1024 };
}

function output(command: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { windowsHide: true, timeout: 5_000 }, (error, stdout) => resolve(error ? '' : stdout));
  });
}
