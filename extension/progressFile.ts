import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptyBook, parseBook } from './progressRecords';
import type { ProgressBook } from './progressRecords';

const LOCK_STALE_MS = 10_000;
const LOCK_WAIT_MS = 5_000;

export interface ProgressRead {
  book: ProgressBook;
  /** Where an unreadable file was moved to. */
  setAside?: string;
}

/** The book on disk, shared by all windows: each change locks, reads again, and replaces the file whole. */
export class ProgressFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async read(): Promise<ProgressRead> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { book: emptyBook() };
      throw error;
    }
    const book = parseBook(parseJson(text));
    if (book) return { book };
    const setAside = `${this.path}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`;
    await rename(this.path, setAside).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
    });
    return { book: emptyBook(), setAside };
  }

  async update(change: (book: ProgressBook) => ProgressBook): Promise<ProgressRead> {
    await mkdir(dirname(this.path), { recursive: true });
    const unlock = await this.lock();
    try {
      const { book: before, setAside } = await this.read();
      const book = change(before);
      if (book !== before) await this.replace(JSON.stringify(book, null, 1));
      return { book, setAside };
    } finally {
      await unlock();
    }
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
    // Windows refuses while another window reads.
    await retry(() => rename(fresh, this.path), ['EPERM', 'EBUSY', 'EACCES'], 1_000);
  }

  private async lock(): Promise<() => Promise<void>> {
    const path = `${this.path}.lock`;
    const take = async (): Promise<void> => {
      try {
        await (await open(path, 'wx')).close();
      } catch (error) {
        const held = await stat(path).catch(() => undefined);
        // A window that ended in between leaves its lock behind.
        if (held && Date.now() - held.mtimeMs > LOCK_STALE_MS) await rm(path, { force: true });
        throw error;
      }
    };
    await retry(take, ['EEXIST', 'EPERM'], LOCK_WAIT_MS);
    return () => rm(path, { force: true });
  }
}

async function retry(action: () => Promise<void>, codes: string[], forMs: number): Promise<void> {
  for (const deadline = Date.now() + forMs; ;) {
    try {
      return await action();
    } catch (error) {
      if (!codes.includes(codeOf(error)) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | undefined)?.code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
