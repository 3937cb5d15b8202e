import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import esbuild from 'esbuild';
import { promptCollection, quickArrays } from '../../../runtime/node/launchPlan';
import type { Answer, Question } from './peer';

const require = createRequire(import.meta.url);

/** Who is measured, and how a process of it is started. */
export interface Peer {
  name: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  threads: number;
}

/** Everyone who can be found here; `missing` says who cannot. */
export async function findPeers(root: string, torchPython: string): Promise<{ peers: Peer[]; missing: string[] }> {
  const folder = path.join(root, '.test/bench/arrays');
  const sources = path.join(root, 'test/bench/arrays');
  await buildPeers(root, folder, sources);
  const node = (name: string, bundle: string, threads: number, args: string[] = [], env = quickArrays as object) => ({
    name,
    command: process.execPath,
    // As a learner's process is started.
    args: ['--no-warnings', ...promptCollection, path.join(folder, `${bundle}.mjs`), ...args],
    env: { DOJO_ROOT: root, ...env },
    threads,
  });
  const peers: Peer[] = [
    node('cpu', 'ourPeer', 1, ['cpu', '1']),
    node('native', 'ourPeer', 1, ['native', '1']),
    node('native x2', 'ourPeer', 2, ['native', '2']),
    node('native, fresh pages', 'ourPeer', 1, ['native', '1'], {}),
    node('numpy-ts', 'numpyTsPeer', 1),
    node('tfjs wasm', 'tfjsPeer', 1),
  ];
  const missing: string[] = [];
  const pythons = [
    { name: 'NumPy', module: 'numpy', file: 'numpyPeer.py', python: process.env['DOJO_PYTHON'] ?? 'python3' },
    { name: 'PyTorch', module: 'torch', file: 'torchPeer.py', python: torchPython },
  ];
  for (const { name, module, file, python } of pythons) {
    if (spawnSync(python, ['-c', `import ${module}`]).status === 0)
      peers.push({ name, command: python, args: ['-B', path.join(sources, file)], env: {}, threads: 1 });
    else missing.push(`${name}: \`${python}\` has no module ${module}`);
  }
  return { peers, missing };
}

/** The same programs with our np and with numpy-ts in its place. */
async function buildPeers(root: string, outdir: string, sources: string): Promise<void> {
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node' as const,
    format: 'esm' as const,
    target: 'node20',
    logLevel: 'warning' as const,
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  };
  const entry = (name: string) => ({
    entryPoints: [path.join(sources, `${name}.ts`)],
    outfile: path.join(outdir, `${name}.mjs`),
  });
  await Promise.all([
    esbuild.build({ ...common, ...entry('ourPeer') }),
    esbuild.build({ ...common, ...entry('tfjsPeer'), packages: 'external' }),
    esbuild.build({
      ...common,
      ...entry('numpyTsPeer'),
      alias: { np: require.resolve('numpy-ts'), kit: path.join(sources, 'noKit.ts') },
    }),
  ]);
}

/** Keeps a process on its cores where the system can: so that peers take turns on the very same ones. */
const pinned = spawnSync('taskset', ['--version']).status === 0;

/** A running peer: asked one question at a time. */
export class RunningPeer {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor({ name, command, args, env, threads }: Peer) {
    this.name = name;
    const cores = Array.from({ length: threads }, (_, core) => core).join(',');
    const [file, list] = pinned ? ['taskset', ['-c', cores, command, ...args]] : [command, args];
    this.#child = spawn(file, list, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        OMP_NUM_THREADS: `${threads}`,
        OPENBLAS_NUM_THREADS: `${threads}`,
        MKL_NUM_THREADS: `${threads}`,
        ...env,
      },
    });
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async ask(question: Question): Promise<Answer> {
    this.#child.stdin!.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.name} ended at ${JSON.stringify(question)}`);
    return JSON.parse(value) as Answer;
  }

  end(): void {
    this.#reader.close();
    this.#child.kill('SIGKILL');
  }
}
