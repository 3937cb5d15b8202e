import { spawn } from 'node:child_process';
import { readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cudaEngineState } from '../../runtime/node/cudaEngineFolder';
import { installCudaEngine, removeCudaEngine } from '../../runtime/node/cudaEngineInstall';
import { bundleCode } from './bundle';
import { makeFakes } from './cudaEngineFakes';
import type { Behaviour, Fakes } from './cudaEngineFakes';

let fakes: Fakes;
beforeEach(async () => {
  fakes = await makeFakes();
});
afterEach(async () => {
  for (const pid of await fakes.pids()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await fakes.remove();
});

const install = (behaviour?: Behaviour) => installCudaEngine(fakes.installation(behaviour));
/** What lies in the folder of engines. */
const engines = (): Promise<string[]> => readdir(path.dirname(fakes.folder));
const file = (...names: string[]): Promise<string> => readFile(path.join(fakes.folder, ...names), 'utf8');

describe('an installation of the CUDA engine', () => {
  it('ends with an engine that was tried, and nothing beside it', async () => {
    const installation = fakes.installation();
    const found = { package: '4.22.0', tensorFlow: '2.9.1', onGpu: true };
    expect(await installCudaEngine(installation)).toEqual({ outcome: 'installed', found });
    expect(await cudaEngineState(fakes.folder)).toEqual({ state: 'whole', found });
    expect(await engines()).toEqual(['tfjs-node-gpu']);

    const stages = [...new Set(installation.seen.map(({ stage }) => stage))];
    expect(stages).toEqual(['packages', 'library', 'binding', 'trial', 'settling']);
    const done = installation.seen.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
    expect(installation.log).toContain('* Downloading libtensorflow');
  });

  it('lets npm run no scripts, and then that of the one package, with what it needs at hand', async () => {
    await install();
    const [npm, installer, ...more] = await fakes.calls();
    expect(more).toEqual([]);
    expect(npm).toMatchObject({ program: 'npm', nodeOptions: null });
    expect(npm?.args).toEqual(expect.arrayContaining(['install', '--ignore-scripts']));
    expect(path.dirname(npm?.cwd ?? '')).toBe(path.dirname(fakes.folder));
    expect(installer).toMatchObject({ program: 'installer', args: ['gpu', 'download'] });
    const [bin, node] = installer?.path.split(path.delimiter) ?? [];
    expect(bin).toBe(path.join(npm?.cwd ?? '', 'node_modules', '.bin'));
    expect(node).toBe(path.dirname(process.execPath));
    expect(JSON.parse(await file('package.json'))).toMatchObject({
      private: true,
      dependencies: { '@tensorflow/tfjs-node-gpu': '4.22.0' },
    });
  });

  it('shows how much of the library is there', async () => {
    const cancel = new AbortController();
    const installation = fakes.installation({ installerHangs: true }, { signal: cancel.signal });
    const outcome = installCudaEngine(installation);
    await until(() => installation.seen.some(({ bytes }) => bytes?.now === 'half'.length));
    cancel.abort();
    expect(await outcome).toEqual({ outcome: 'cancelled' });
  });

  it('is made by one at a time', async () => {
    const cancel = new AbortController();
    const first = installCudaEngine(fakes.installation({ npmHangs: true }, { signal: cancel.signal }));
    await until(async () => (await fakes.pids()).length > 0);
    expect(await install()).toEqual({ outcome: 'busy' });
    expect(await removeCudaEngine(fakes.folder)).toBe('busy');
    cancel.abort();
    await first;
    expect(await install()).toMatchObject({ outcome: 'installed' });
  });
});

describe('Cancel', () => {
  it.each([
    ['npm', { npmHangs: true }],
    ['the installer', { installerHangs: true }],
  ] satisfies [string, Behaviour][])('ends %s and all that it started, and leaves nothing', async (_who, behaviour) => {
    const cancel = new AbortController();
    const outcome = installCudaEngine(fakes.installation(behaviour, { signal: cancel.signal }));
    const pids = await until(async () => {
      const found = await fakes.pids();
      return found.length === 2 && found;
    });
    expect(pids.map(isAlive)).toEqual([true, true]);
    cancel.abort();
    expect(await outcome).toEqual({ outcome: 'cancelled' });
    await until(() => !pids.some(isAlive));
    expect(await engines()).toEqual([]);
    expect(await cudaEngineState(fakes.folder)).toEqual({ state: 'absent' });
  });

  it('leaves the engine that was there before', async () => {
    await install();
    await mark();
    const cancel = new AbortController();
    const outcome = installCudaEngine(fakes.installation({ installerHangs: true }, { signal: cancel.signal }));
    await until(async () => (await fakes.pids()).length > 0);
    cancel.abort();
    expect(await outcome).toEqual({ outcome: 'cancelled' });
    expect(await engines()).toEqual(['tfjs-node-gpu']);
    expect(await isMarked()).toBe(true);
  });
});

describe('a failure', () => {
  it.each([
    ['offline', 'packages', { npmFails: 'npm error code ENOTFOUND' }],
    ['noSpace', 'packages', { npmFails: 'npm error code ENOSPC' }],
    ['hostUnreachable', 'library', { installerFails: 'Error: getaddrinfo ENOTFOUND storage.example' }],
    ['interrupted', 'library', { installerEnds: true }],
    ['didNotLoad', 'trial', { loadFails: true }],
  ] satisfies [string, string, Behaviour][])(
    '%s is told, and what was there before stays',
    async (reason, stage, behaviour) => {
      await install();
      await mark();
      expect(await install(behaviour)).toMatchObject({ outcome: 'failed', failure: { reason, stage, kept: false } });
      expect(await engines()).toEqual(['tfjs-node-gpu']);
      expect(await isMarked()).toBe(true);
      expect(await cudaEngineState(fakes.folder)).toMatchObject({ state: 'whole' });
    },
  );

  it('of the engine to load names the error', async () => {
    const { failure } = { failure: undefined, ...(await install({ loadFails: true })) };
    expect(failure).toMatchObject({ detail: expect.stringContaining('libcudart.so.11.0: cannot open') });
  });

  it('of the compiler keeps the library: the next attempt does not fetch it again', async () => {
    const bindingFails = 'gyp ERR! stack Error: not found: make';
    expect(await install({ bindingFails })).toMatchObject({
      failure: { reason: 'noCompiler', stage: 'binding', kept: true },
    });
    expect(await cudaEngineState(fakes.folder)).toMatchObject({ state: 'half' });
    expect(await install()).toMatchObject({ outcome: 'installed' });
    const calls = (await fakes.calls()).map(({ program, args }) => `${program} ${args[1]}`);
    expect(calls).toEqual(['npm --ignore-scripts', 'installer download', 'installer undefined']);
    expect(await engines()).toEqual(['tfjs-node-gpu']);
  });

  it('of npm to start is one too', async () => {
    const npm = { command: path.join(fakes.desk, 'no-npm'), args: [], file: 'no-npm' };
    expect(await installCudaEngine(fakes.installation({}, { npm }))).toMatchObject({
      outcome: 'failed',
      failure: { stage: 'packages', reason: 'other', detail: expect.stringContaining('ENOENT') },
    });
  });
});

describe('an editor that is killed in the middle', () => {
  it('leaves the old engine; the next attempt puts a new one in its place, whatever still writes', async () => {
    await install();
    await mark();
    await kill({ installerHangs: true });
    expect(await isMarked()).toBe(true);
    expect(await cudaEngineState(fakes.folder)).toMatchObject({ state: 'whole' });

    expect(await install()).toEqual({ outcome: 'busy' });
    await silence();
    expect(await install()).toMatchObject({ outcome: 'installed' });
    expect(await isMarked()).toBe(false);
    expect(await engines()).toEqual(['tfjs-node-gpu']);
  });

  it('between the two renames is put right', async () => {
    await install();
    await mark();
    await rename(fakes.folder, `${fakes.folder}.old`);
    await install({ npmFails: 'npm error code ENOTFOUND' });
    expect(await isMarked()).toBe(true);
    expect(await engines()).toEqual(['tfjs-node-gpu']);
  });
});

describe('what lies there', () => {
  it('is half an engine where a part is missing, and installing again puts it right', async () => {
    await install();
    await rm(path.join(fakes.folder, 'node_modules/@tensorflow/tfjs-node-gpu/lib'), { recursive: true });
    expect(await cudaEngineState(fakes.folder)).toEqual({ state: 'half', missing: 'tfjs_binding.node' });
    await install();
    expect(await cudaEngineState(fakes.folder)).toMatchObject({ state: 'whole' });
  });

  it('is taken away whole, with what attempts have left', async () => {
    await install();
    await install({ bindingFails: 'gyp ERR! stack Error: not found: make' });
    expect(await removeCudaEngine(fakes.folder)).toBe('removed');
    expect(await engines()).toEqual([]);
    expect(await cudaEngineState(fakes.folder)).toEqual({ state: 'absent' });
  });
});

/** So that an engine is told from another one. */
const mark = (): Promise<void> => writeFile(path.join(fakes.folder, 'mark'), '');
const isMarked = async (): Promise<boolean> => (await readdir(fakes.folder)).includes('mark');

/** Installs in a process that is killed as soon as something hangs; what hangs goes on. */
async function kill(behaviour: Behaviour): Promise<void> {
  const bundle = path.join(fakes.desk, 'editor.mjs');
  const { folder, node, npm, env } = fakes.installation(behaviour);
  const given = JSON.stringify({ folder, node, npm });
  await bundleCode(
    `import { installCudaEngine } from '../../runtime/node/cudaEngineInstall';
     const nothing = () => undefined;
     await installCudaEngine({ ...${given}, env: process.env, signal: new AbortController().signal, onProgress: nothing, onLine: nothing });`,
    bundle,
  );
  const { NODE_OPTIONS: _refused, ...rest } = env;
  const editor = spawn(process.execPath, [bundle], { env: rest, stdio: 'inherit' });
  await until(async () => (await fakes.pids()).length > 0);
  const ended = new Promise((resolve) => editor.once('close', resolve));
  editor.kill('SIGKILL');
  await ended;
}

/** Makes the lock as old as one that nobody has touched for a while. */
async function silence(): Promise<void> {
  const before = new Date(Date.now() - 60_000);
  await utimes(`${fakes.folder}.lock`, before, before);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until<T>(look: () => T | false | Promise<T | false>): Promise<T> {
  for (const end = Date.now() + 20_000; ;) {
    const found = await look();
    if (found !== false) return found;
    if (Date.now() > end) throw new Error('it did not happen within 20 s');
    await new Promise((later) => setTimeout(later, 20));
  }
}
