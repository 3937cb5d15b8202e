import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress } from '../../extension/progress';
import { ProgressFile } from '../../extension/progressFile';
import { emptyBook, emptyRecord, parseBook } from '../../extension/progressRecords';
import type { ProgressBook, ProgressRecord } from '../../extension/progressRecords';
import { affine, verdict } from './wordsFixtures';

const book = (records: ProgressBook['records']): ProgressBook => ({ ...emptyBook(), records });
const passed: ProgressRecord = { ...emptyRecord(), state: 'passed', exerciseVersion: 1, textHash: 'a' };
const other = { ...affine, id: 'chapter/other' };
const third = { ...affine, id: 'chapter/third' };
const pass = verdict({ outcome: 'pass' });

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dojo-progress-'));
  path = join(folder, 'deep', 'progress.json');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const onDisk = async (): Promise<ProgressBook | undefined> => parseBook(JSON.parse(await readFile(path, 'utf8')));

/** A window, with what it says to its learner. */
function openWindow(): { progress: Progress; said: string[] } {
  const progress = new Progress(new ProgressFile(path));
  const said: string[] = [];
  progress.onDidSetAside((where) => said.push(where));
  progress.onDidFail((why) => said.push(why));
  progress.onDidFindNewer(() => said.push('newer'));
  return { progress, said };
}

describe('windows that share the file', () => {
  it('keep every change, also when they write at the same time', async () => {
    const windows = Array.from({ length: 4 }, () => openWindow().progress);
    const exercises = Array.from({ length: 12 }, (_, i) => ({ ...affine, id: `chapter/exercise-${i}` }));
    await Promise.all(exercises.map((exercise, i) => windows[i % 4]?.judged(exercise, pass)));
    const { progress } = openWindow();
    await progress.refresh();
    expect(exercises.map(progress.state)).toEqual(exercises.map(() => 'passed'));
    expect(await readdir(dirname(path))).toEqual(['progress.json']);
  });

  it('see what another has written without being told, from before there is a folder', async () => {
    const { progress } = openWindow();
    const following = progress.follow();
    try {
      const shows = (state: string) => vi.waitFor(() => expect(progress.state(affine)).toBe(state), 5_000);
      const another = openWindow().progress;
      await another.judged(affine, verdict({ outcome: 'fail' }));
      await shows('attempted');
      await another.judged(affine, pass);
      await shows('passed');
      await another.forgetAll();
      await shows('notStarted');
      await rm(dirname(path), { recursive: true });
      await another.judged(affine, pass);
      await shows('passed');
    } finally {
      following.dispose();
    }
  });

  it('go on after the exercise passed last, in whichever window', async () => {
    const course = ['a', 'b', 'c', 'd'].map((id) => ({ ...affine, id }));
    const [a, , c] = course as [typeof affine, typeof affine, typeof affine];
    const { progress } = openWindow();
    const next = (): string | undefined => progress.upNext(course)?.id;
    expect(next()).toBe('a');
    await progress.judged(c, verdict({ outcome: 'fail' }));
    expect(next()).toBe('a');
    await progress.judged(c, pass);
    expect(next()).toBe('d');
    await progress.judged(a, pass);
    expect(next()).toBe('b');
    const another = openWindow().progress;
    await another.refresh();
    expect(another.upNext(course)?.id).toBe('b');
    await progress.forgetAll();
    expect(next()).toBe('a');
  });

  it('forget everything on reset, and stay so against an older summary', async () => {
    const { progress } = openWindow();
    await progress.judged(affine, pass);
    await progress.forgetAll();
    await progress.merge(book({ [affine.id]: passed }));
    expect(progress.state(affine)).toBe('notStarted');
  });
});

describe('the lock', () => {
  const lock = (): string => `${path}.lock`;
  const heldBy = async (pid: number, host = hostname()): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(lock(), JSON.stringify({ pid, host, token: 'theirs' }));
  };
  /** With the clock stopped, whoever waits waits for ever. */
  const stopTheClock = (): unknown => vi.useFakeTimers({ toFake: ['setTimeout'] });
  const dead = (): number => spawnSync(process.execPath, ['-e', '']).pid;

  it('of a window that has ended is taken over without waiting', async () => {
    await heldBy(dead());
    stopTheClock();
    const { progress, said } = openWindow();
    await progress.judged(affine, pass);
    expect(Object.keys((await onDisk())?.records ?? {})).toEqual([affine.id]);
    expect(await readdir(dirname(path))).toEqual(['progress.json']);
    expect(said).toEqual([]);
  });

  it('of windows that have ended is taken over by one alone, so that no change is lost', async () => {
    await heldBy(dead());
    const exercises = Array.from({ length: 8 }, (_, i) => ({ ...affine, id: `chapter/exercise-${i}` }));
    await Promise.all(exercises.map((exercise) => openWindow().progress.judged(exercise, pass)));
    expect(Object.keys((await onDisk())?.records ?? {}).sort()).toEqual(exercises.map(({ id }) => id));
    expect(await readdir(dirname(path))).toEqual(['progress.json']);
  });

  it.each([
    ['that names no one', ''],
    ['of another machine', JSON.stringify({ pid: 1, host: 'another-machine', token: '' })],
  ])('%s is taken over when it is old', async (_, text) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(lock(), text);
    const old = new Date(Date.now() - 60_000);
    await utimes(lock(), old, old);
    stopTheClock();
    await openWindow().progress.judged(affine, pass);
    expect((await onDisk())?.records).toHaveProperty(affine.id);
  });

  it('of another machine, from a time that is still to come, is taken over', async () => {
    await heldBy(dead(), 'another-machine');
    const ahead = new Date(Date.now() + 60_000);
    await utimes(lock(), ahead, ahead);
    stopTheClock();
    await openWindow().progress.judged(affine, pass);
    expect((await onDisk())?.records).toHaveProperty(affine.id);
  });

  it('that is never given back is said in words', async () => {
    await heldBy(process.pid);
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const { progress, said } = openWindow();
    const writing = progress.judged(affine, pass);
    // A holder that goes on renewing its lock.
    while (said.length === 0) {
      await utimes(lock(), new Date(), new Date());
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await writing;
    expect(said).toEqual(['held']);
  });

  it.each([
    ['a living window', process.pid, hostname()],
    ['a window of another machine', dead(), 'another-machine'],
  ])('of %s is waited for, while progress is known already', async (_, pid, host) => {
    await heldBy(pid, host);
    const { progress, said } = openWindow();
    const writing = progress.judged(affine, pass);
    expect(progress.state(affine)).toBe('passed');
    const soon = new Promise((done) => setTimeout(done, 100, 'waiting'));
    expect(await Promise.race([writing, soon])).toBe('waiting');
    expect(await readdir(dirname(path))).toEqual(['progress.json.lock']);
    await rm(lock());
    await writing;
    expect((await onDisk())?.records).toHaveProperty(affine.id);
    expect(said).toEqual([]);
  });

  it('that was taken over is not given back by the one who had it', async () => {
    await new ProgressFile(path).update(() => {
      writeFileSync(lock(), 'of another window');
      return book({});
    });
    expect(await readFile(lock(), 'utf8')).toBe('of another window');
  });
});

describe('a file that cannot be read', () => {
  const corrupt = '{"formatVersion": 1, "rec';

  it('is kept aside, and where is said; a new one begins', async () => {
    await new ProgressFile(path).update(() => book({ x: passed }));
    await writeFile(path, corrupt);
    const { progress, said } = openWindow();
    await progress.judged(affine, pass);
    expect(progress.state(affine)).toBe('passed');
    expect(said).toHaveLength(1);
    expect(await readFile(said[0] ?? '', 'utf8')).toBe(corrupt);
    expect(Object.keys((await onDisk())?.records ?? {})).toEqual([affine.id]);
  });

  it('takes nothing from a window that knows what was in it', async () => {
    const { progress, said } = openWindow();
    await progress.judged(affine, pass);
    await writeFile(path, corrupt);
    await progress.refresh();
    expect(progress.state(affine)).toBe('passed');
    await progress.judged(other, pass);
    expect(Object.keys((await onDisk())?.records ?? {})).toEqual([affine.id, other.id]);
    expect(said).toHaveLength(1);
  });

  it('is replaced at once by a new one with all that this window knows', async () => {
    const { progress } = openWindow();
    await progress.judged(affine, pass);
    await writeFile(path, corrupt);
    await progress.refresh();
    expect(Object.keys((await onDisk())?.records ?? {})).toEqual([affine.id]);
    await rm(path);
    await writeFile(path, corrupt);
    await openWindow().progress.refresh();
    expect((await onDisk())?.records).toEqual({});
  });

  it('is none for the mark that some editors put before a text', async () => {
    await new ProgressFile(path).update(() => book({ [affine.id]: passed }));
    await writeFile(path, `\uFEFF${await readFile(path, 'utf8')}`);
    const { progress, said } = openWindow();
    await progress.refresh();
    expect(progress.state(affine)).toBe('passed');
    expect(said).toEqual([]);
  });

  it('is moved by one window, and never a good file in its place', async () => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, corrupt);
    const windows = Array.from({ length: 6 }, openWindow);
    await Promise.all(
      windows.map(({ progress }, i) => (i % 2 ? progress.refresh() : progress.judged({ ...affine, id: `${i}` }, pass))),
    );
    expect(windows.flatMap(({ said }) => said)).toHaveLength(1);
    expect(Object.keys((await onDisk())?.records ?? {}).sort()).toEqual(['0', '2', '4']);
  });
});

describe('a file of a newer version', () => {
  const newer = '{"formatVersion":2,"generation":0,"belts":["black"]}';

  it('is left as it is; this window goes on from memory, and says so once', async () => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, newer);
    const { progress, said } = openWindow();
    await progress.refresh();
    await progress.judged(affine, pass);
    await progress.forgetAll();
    await progress.judged(other, pass);
    await progress.refresh();
    expect([affine, other].map(progress.state)).toEqual(['notStarted', 'passed']);
    expect(said).toEqual(['newer']);
    expect(await readFile(path, 'utf8')).toBe(newer);
    expect(await readdir(dirname(path))).toEqual(['progress.json']);
  });
});

describe('where nothing can be written', () => {
  it('a window goes on from memory, and says so', async () => {
    await writeFile(join(folder, 'deep'), 'a file where the folder should be');
    const { progress, said } = openWindow();
    await progress.judged(affine, pass);
    expect(progress.state(affine)).toBe('passed');
    expect(said).toHaveLength(1);
  });

  it('it keeps that through a look at the file, and writes it with the next change', async () => {
    const file = new ProgressFile(path);
    await file.update(() => book({ [other.id]: passed }));
    const progress = new Progress(file);
    const said: string[] = [];
    progress.onDidFail((why) => said.push(why));
    const update = vi.spyOn(file, 'update').mockRejectedValue(new Error('EROFS: read-only file system'));
    await progress.judged(affine, verdict({ outcome: 'fail' }));
    await progress.judged(affine, verdict({ outcome: 'fail' }));
    await progress.refresh();
    expect([affine, other].map(progress.state)).toEqual(['attempted', 'passed']);
    update.mockRestore();
    await progress.judged(third, pass);
    expect(Object.keys((await onDisk())?.records ?? {}).sort()).toEqual([affine.id, other.id, third.id].sort());
    expect(progress.record(affine).tries).toBe(2);
    expect(said).toHaveLength(1);
  });

  it('it writes that as soon as the file can be reached again', async () => {
    const away = join(folder, 'away');
    await writeFile(join(folder, 'deep'), '');
    const { progress } = openWindow();
    await progress.judged(affine, pass);
    await rename(join(folder, 'deep'), away);
    await progress.refresh();
    expect((await onDisk())?.records).toHaveProperty(affine.id);
  });
});
