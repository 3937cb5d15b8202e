import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { codeOf } from './systemError';

const beatMs = 1_000;
/** Who holds it says so every second: one that has been silent for so long has gone. */
const silentMs = 20_000;

/** Takes the lock, so that no two windows install at once; resolves with how to give it back, or undefined where another holds it. */
export async function takeEngineLock(file: string): Promise<(() => Promise<void>) | undefined> {
  if (await isAbandoned(file)) await rm(file, { force: true });
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
  const beating = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), beatMs);
  return async () => {
    clearInterval(beating);
    await rm(file, { force: true });
  };
}

async function isAbandoned(file: string): Promise<boolean> {
  const held = await stat(file).catch(() => undefined);
  return held !== undefined && Date.now() - held.mtimeMs > silentMs;
}
