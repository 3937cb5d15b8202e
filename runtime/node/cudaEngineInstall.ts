import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CudaFailure, CudaOutcome, CudaProgress, CudaStage } from '../protocol/cudaEngine';
import { failureOf } from './cudaEngineFailure';
import {
  besides,
  leftovers,
  placeOfAttempt,
  enginePackage,
  namesIn,
  packageFolder,
  putBack,
  putInPlace,
  recordFile,
  remove,
} from './cudaEngineFolder';
import { takeEngineLock } from './cudaEngineLock';
import type { FoundNpm } from './cudaEngineNpm';
import { sizes } from './cudaEngineRequirements';
import { runStep } from './cudaEngineStep';
import { tryEngine } from './cudaEngineTrial';
import { exists } from './exists';
import { codeOf } from './systemError';

export interface CudaInstallation {
  /** Where it shall be: see `cudaEngineFolder`. */
  folder: string;
  /** The node that will load it. */
  node: string;
  npm: FoundNpm;
  /** The user's own, with their proxy and npm's settings. */
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  onProgress(progress: CudaProgress): void;
  /** The log. */
  onLine(line: string): void;
}

/** Where in the whole each stage begins; the next one's beginning is its end. */
const begins: Record<CudaStage, number> = { packages: 0, library: 0.2, binding: 0.85, trial: 0.95, settling: 0.99 };

/** About as many answers of a registry as an installation takes. */
const registryAnswers = 400;

/** What is done of a half-made engine, so that another attempt need not do it again. */
interface Done {
  version: string;
  packages: boolean;
  library: boolean;
}

/**
 * Makes the engine in a folder beside its place, tries it there in a process of its own, and only then renames it: what was installed
 * before stays in use until that moment. Cancelled, nothing of it stays; after a failure only a library that came whole.
 */
export async function installCudaEngine(installation: CudaInstallation): Promise<CudaOutcome> {
  const { folder, signal } = installation;
  const { lock } = besides(folder);
  await mkdir(path.dirname(folder), { recursive: true });
  const release = await takeEngineLock(lock);
  if (!release) return { outcome: 'busy' };
  try {
    await putBack(folder);
    const coming = placeOfAttempt(folder);
    const outcome = await new Attempt(installation, coming).run();
    if (signal.aborted && outcome.outcome !== 'installed') {
      await remove(coming);
      return { outcome: 'cancelled' };
    }
    if (outcome.outcome === 'failed' && !outcome.failure.kept) await remove(coming);
    return outcome;
  } finally {
    await release();
  }
}

/** Removes the engine and whatever an attempt has left; a lone rename decides, so that one in use stays whole. */
export async function removeCudaEngine(folder: string): Promise<'removed' | 'busy'> {
  const { previous, lock } = besides(folder);
  await mkdir(path.dirname(folder), { recursive: true });
  const release = await takeEngineLock(lock);
  if (!release) return 'busy';
  try {
    await remove(previous);
    if (await exists(folder)) await rename(folder, previous);
    await Promise.all([previous, ...(await leftovers(folder))].map(remove));
    return 'removed';
  } finally {
    await release();
  }
}

class Attempt {
  private readonly installation: CudaInstallation;
  private readonly coming: string;
  private readonly env: NodeJS.ProcessEnv;
  private stage: CudaStage = 'packages';
  private reached = 0;
  private done: Done = { version: enginePackage.version, packages: false, library: false };

  constructor(installation: CudaInstallation, coming: string) {
    this.installation = installation;
    this.coming = coming;
    this.env = environmentFor(installation, coming);
  }

  async run(): Promise<CudaOutcome> {
    const { folder, node, signal, onLine } = this.installation;
    try {
      await this.begin();
      const failure = (await this.packages()) ?? (await this.libraryAndBinding());
      if (failure) return failure;
      this.enter('trial');
      const trial = await tryEngine(this.coming, node, this.env, signal, onLine);
      if ('failed' in trial) return this.failed({ reason: 'didNotLoad', detail: trial.failed }, false);
      await writeFile(recordFile(this.coming), JSON.stringify(trial.found));
      if (signal.aborted) return { outcome: 'cancelled' };
      this.enter('settling');
      await putInPlace(this.coming, folder);
      this.tell(1);
      return { outcome: 'installed', found: trial.found };
    } catch (error) {
      return this.fileFailed(error);
    }
  }

  /** Goes on with what an earlier attempt left, where that was of the same version. */
  private async begin(): Promise<void> {
    for (const left of await leftovers(this.installation.folder)) {
      const done = await readFile(doneFile(left), 'utf8').then(parseDone, () => undefined);
      const useful = done?.version === this.done.version && done.packages && !this.done.packages;
      if (!useful) {
        await remove(left);
        continue;
      }
      await rename(left, this.coming);
      this.done = done;
    }
    if (this.done.packages) return;
    await mkdir(this.coming, { recursive: true });
    const { name, version } = enginePackage;
    const manifest = { private: true, dependencies: { [name]: version } };
    await writeFile(path.join(this.coming, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await this.note({});
  }

  /** The scripts of none of them run. */
  private async packages(): Promise<CudaOutcome | undefined> {
    this.enter('packages');
    if (this.done.packages) return undefined;
    const { npm } = this.installation;
    let answers = 0;
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'];
    const { code, lines } = await this.step(npm.command, [...npm.args, 'install', ...quiet], this.coming, (line) => {
      if (line.startsWith('npm http ')) this.within((answers += 1) / registryAnswers);
    });
    if (code !== 0) return this.failed(failureOf('packages', lines), false);
    await this.note({ packages: true });
    return undefined;
  }

  /**
   * The package's own install script, started as npm would start it, but by us: so it alone runs, whatever npm's settings say of
   * scripts, and a library that came whole is not fetched again. It says where it is in the very words that are looked for here.
   */
  private async libraryAndBinding(): Promise<CudaOutcome | undefined> {
    this.enter('library');
    const home = packageFolder(this.coming);
    const args = [path.join('scripts', 'install.js'), 'gpu', ...(this.done.library ? [] : ['download'])];
    const looking = setInterval(() => void this.measure(home), 500);
    let unpacked: Promise<void> | undefined;
    try {
      const { code, lines } = await this.step(this.installation.node, args, home, (line) => {
        if (!line.startsWith('* Building')) return;
        this.enter('binding');
        unpacked = this.note({ library: true });
      });
      await unpacked;
      if (code === 0 && unpacked) return undefined;
      const why = failureOf(this.stage, lines);
      return this.failed(why, this.done.library && why.reason !== 'other');
    } finally {
      clearInterval(looking);
    }
  }

  private async measure(home: string): Promise<void> {
    const library = path.join(home, 'deps', 'lib');
    const files = [
      ...(await namesIn(library)).map((name) => path.join(library, name)),
      path.join(home, 'scripts', '_tmp.zip'),
    ];
    const lengths = await Promise.all(
      files.map((file) =>
        lstat(file).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    if (this.stage !== 'library') return;
    const now = lengths.reduce((sum, length) => sum + length, 0);
    this.within(now / sizes.libraryBytes, { now, about: sizes.libraryBytes });
  }

  private step(command: string, args: string[], cwd: string, onLine: (line: string) => void) {
    const { installation, env } = this;
    return runStep({
      command,
      args,
      cwd,
      env,
      signal: installation.signal,
      onLine: (line) => {
        installation.onLine(line);
        onLine(line);
      },
    });
  }

  private failed(why: Pick<CudaFailure, 'reason' | 'detail'>, kept: boolean): CudaOutcome {
    return { outcome: 'failed', failure: { stage: this.stage, ...why, kept } };
  }

  /** One of our own: a full disk, or on Windows a folder whose library a training run has loaded. */
  private fileFailed(error: unknown): CudaOutcome {
    const detail = error instanceof Error ? error.message : String(error);
    if (this.stage === 'settling' && ['EPERM', 'EBUSY', 'EACCES', 'ENOTEMPTY'].includes(codeOf(error)))
      return this.failed({ reason: 'inUse', detail }, true);
    return this.failed({ ...failureOf('packages', [detail]), detail }, false);
  }

  private async note(more: Partial<Done>): Promise<void> {
    this.done = { ...this.done, ...more };
    await writeFile(doneFile(this.coming), JSON.stringify(this.done));
  }

  private enter(stage: CudaStage): void {
    this.stage = stage;
    this.tell(begins[stage]);
  }

  /** `part` of the stage is done, as far as one can see. */
  private within(part: number, bytes?: CudaProgress['bytes']): void {
    const ends = Math.min(...Object.values(begins).filter((begin) => begin > begins[this.stage]));
    this.tell(begins[this.stage] + Math.min(part, 1) * (ends - begins[this.stage]), bytes);
  }

  private tell(done: number, bytes?: CudaProgress['bytes']): void {
    this.reached = Math.max(this.reached, done);
    this.installation.onProgress({ stage: this.stage, done: this.reached, ...(bytes && { bytes }) });
  }
}

const doneFile = (place: string): string => path.join(place, 'done.json');

function parseDone(text: string): Done | undefined {
  try {
    const { version, packages, library } = JSON.parse(text) as Record<string, unknown>;
    return typeof version === 'string'
      ? { version, packages: packages === true, library: library === true }
      : undefined;
  } catch {
    return undefined;
  }
}

/** As npm gives it to scripts: this node and the package's programs come first. What the editor set for itself stays out. */
function environmentFor({ node, npm, env }: CudaInstallation, coming: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(ELECTRON_|VSCODE_|NODE_OPTIONS$|NODE_ENV$)/.test(name) && name.toUpperCase() !== 'PATH',
  );
  const inherited = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const first = [path.join(coming, 'node_modules', '.bin'), path.dirname(node)];
  const gyp = path.join(path.dirname(npm.file), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  return {
    ...Object.fromEntries(kept),
    PATH: [...first, inherited].join(path.delimiter),
    ...(existsSync(gyp) && { npm_config_node_gyp: gyp }),
  };
}
