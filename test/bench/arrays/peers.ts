import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import { promptCollection, quickArrays } from '../../../runtime/node/launchPlan';

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
  await buildPeers(root);
  const peers: Peer[] = [
    nodePeer(root, 'cpu', 'ourPeer', ['cpu', '1']),
    nodePeer(root, 'native', 'ourPeer', ['native', '1']),
    { ...nodePeer(root, 'native x2', 'ourPeer', ['native', '2']), threads: 2 },
    nodePeer(root, 'numpy-ts', 'numpyTsPeer'),
    nodePeer(root, 'tfjs wasm', 'tfjsPeer'),
  ];
  const missing: string[] = [];
  const pythons = [
    { name: 'NumPy', module: 'numpy', file: 'numpyPeer.py', python: process.env['DOJO_PYTHON'] ?? 'python3' },
    { name: 'PyTorch', module: 'torch', file: 'torchPeer.py', python: torchPython },
  ];
  for (const { name, module, file, python } of pythons) {
    if (spawnSync(python, ['-c', `import ${module}`]).status === 0)
      peers.push({ name, command: python, args: ['-B', path.join(root, sources, file)], env: {}, threads: 1 });
    else missing.push(`${name}: \`${python}\` has no module ${module}`);
  }
  return { peers, missing };
}

/** What answers with the profile of a net on the engine `name`. */
export async function profilePeer(root: string, name: string): Promise<Peer> {
  await buildPeers(root);
  return nodePeer(root, name, 'profilePeer', [name]);
}

/**
 * Every block of 128 KiB or more is mapped when it is asked for and unmapped when it is freed: a threshold that is set, even to what it
 * is by default, does not grow. glibc alone knows it.
 */
export const onFreshPages = ({ env: { DOJO_ROOT: root }, ...peer }: Peer): Peer => ({
  ...peer,
  env: { ...(root !== undefined && { DOJO_ROOT: root }), MALLOC_MMAP_THRESHOLD_: String(128 << 10) },
});

const sources = 'test/bench/arrays';
const bundles = '.test/bench/arrays';

function nodePeer(root: string, name: string, bundle: string, args: string[] = []): Peer {
  return {
    name,
    command: process.execPath,
    // As a learner's process is started.
    args: ['--no-warnings', ...promptCollection, path.join(root, bundles, `${bundle}.mjs`), ...args],
    env: { DOJO_ROOT: root, ...quickArrays },
    threads: 1,
  };
}

/** The same programs with our np and with numpy-ts in its place. */
async function buildPeers(root: string): Promise<void> {
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
    entryPoints: [path.join(root, sources, `${name}.ts`)],
    outfile: path.join(root, bundles, `${name}.mjs`),
  });
  await Promise.all([
    esbuild.build({ ...common, ...entry('ourPeer') }),
    esbuild.build({ ...common, ...entry('profilePeer') }),
    esbuild.build({ ...common, ...entry('tfjsPeer'), packages: 'external' }),
    esbuild.build({
      ...common,
      ...entry('numpyTsPeer'),
      alias: { np: require.resolve('numpy-ts'), kit: path.join(root, sources, 'noKit.ts') },
    }),
  ]);
}
