import { codeOf } from '../runtime/node/systemError';
import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** A change takes milliseconds: an older lock was left behind by a window that ended without giving it back. */
const LIMIT_MS = 10_000;
const WAIT_MS = 15_000;
/** Clocks differ a little between machines; a lock from further ahead was taken before a clock was put back. */
const AHEAD_MS = 5_000;

/** A living window did not give the lock back in all that time. */
export class LockHeld extends Error {}

/** Takes the lock at `path` once no living window holds it; resolves with how to give it back. */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() });
  for (const deadline = Date.now() + WAIT_MS; ;) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return () => giveBack(path, mine);
    } catch (error) {
      // Windows says EPERM while a lock is being removed.
      if (!['EEXIST', 'EPERM'].includes(codeOf(error))) throw error;
      if (Date.now() > deadline) throw codeOf(error) === 'EEXIST' ? new LockHeld(path) : error;
    }
    if (!(await takeAway(path))) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Not one that was taken over since. */
async function giveBack(path: string, mine: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
}

/** Removes an abandoned lock, one window at a time: a second one would remove the lock that the first then takes. */
async function takeAway(path: string): Promise<boolean> {
  if (!(await isAbandoned(path))) return false;
  const turn = `${path}.turn`;
  try {
    await writeFile(turn, '', { flag: 'wx' });
  } catch {
    if (await isOld(turn)) await rm(turn, { force: true });
    return false;
  }
  try {
    const abandoned = await isAbandoned(path);
    if (abandoned) await rm(path, { force: true });
    return abandoned;
  } finally {
    await rm(turn, { force: true });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const age = await ageOf(path);
  const owner = ownerOf(await readFile(path, 'utf8').catch(() => ''));
  return age > LIMIT_MS || owner === 'gone' || (age < -AHEAD_MS && owner === 'unknown');
}

async function isOld(path: string): Promise<boolean> {
  return Math.abs(await ageOf(path)) > LIMIT_MS;
}

async function ageOf(path: string): Promise<number> {
  const held = await stat(path).catch(() => undefined);
  return held ? Date.now() - held.mtimeMs : 0;
}

/** Only processes of this machine can be asked after. */
function ownerOf(lock: string): 'here' | 'gone' | 'unknown' {
  const owner = /"pid":(\d+),"host":("[^"]*")/.exec(lock);
  if (!owner || owner[2] !== JSON.stringify(hostname())) return 'unknown';
  try {
    process.kill(Number(owner[1]), 0);
    return 'here';
  } catch (error) {
    return codeOf(error) === 'ESRCH' ? 'gone' : 'here';
  }
}
