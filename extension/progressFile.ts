import { unwatchFile, watchFile } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../runtime/node/systemError';
import { LockHeld, takeLock } from './progressLock';
import { isOfNewerFormat, parseBook } from './progressRecords';
import type { ProgressBook } from './progressRecords';

const LOOK_EVERY_MS = 500;

export interface ProgressRead {
  /** None where there is no file, or none that can be read. */
  book?: ProgressBook;
  /** Where an unreadable file was moved to. */
  setAside?: string;
}

/** A later version of the extension wrote the file: what it says is not ours to touch. */
export class NewerFormat extends Error {}

/** What a learner may want to know of why nothing was saved. */
export type NotSaved = 'held' | 'notAllowed' | 'full' | 'unknown';

export function whyNotSaved(error: unknown): NotSaved {
  if (error instanceof LockHeld) return 'held';
  if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return 'notAllowed';
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error)) ? 'full' : 'unknown';
}

/** The book on disk, shared by all windows: each change locks, reads again, and replaces the file whole. */
export class ProgressFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async read(): Promise<ProgressRead | 'unreadable'> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw error;
    }
    const value = parseJson(text.replace(/^\uFEFF/, ''));
    if (isOfNewerFormat(value)) throw new NewerFormat(this.path);
    const book = parseBook(value);
    return book ? { book } : 'unreadable';
  }

  /** Writes what `change` makes of the book, where that is another; a file that cannot be read is set aside first. */
  update(change: (found: ProgressBook | undefined) => ProgressBook): Promise<ProgressRead> {
    return this.locked(async () => {
      // Under the lock, for by now another window may have put a good file there.
      const { book: found, setAside } = await this.readOrSetAside();
      const book = change(found);
      if (book !== found) await this.replace(JSON.stringify(book, null, 1));
      return { book, ...(setAside !== undefined && { setAside }) };
    });
  }

  /**
   * Calls back when any window has changed the file. It is looked at again and again: that holds where the folder comes and
   * goes, on network drives, and where the system has no more watches to give.
   */
  watch(changed: () => void): { dispose(): void } {
    watchFile(this.path, { interval: LOOK_EVERY_MS, persistent: false }, changed);
    return { dispose: () => unwatchFile(this.path, changed) };
  }

  private async readOrSetAside(): Promise<ProgressRead> {
    const found = await this.read();
    if (found !== 'unreadable') return found;
    const setAside = `${this.path}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`;
    await rename(this.path, setAside);
    return { setAside };
  }

  private async replace(text: string): Promise<void> {
    const fresh = `${this.path}.${process.pid}.new`;
    const file = await open(fresh, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameUnread(fresh, this.path);
  }

  private async locked<T>(action: () => Promise<T>): Promise<T> {
    await mkdir(dirname(this.path), { recursive: true });
    const giveBack = await takeLock(`${this.path}.lock`);
    try {
      return await action();
    } finally {
      await giveBack();
    }
  }
}

/** Windows refuses while another window reads. */
async function renameUnread(from: string, to: string): Promise<void> {
  for (const deadline = Date.now() + 1_000; ;) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error)) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
