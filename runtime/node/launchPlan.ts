import path from 'node:path';

/** What a process is started with. Nothing is inherited: `env` is the whole environment. */
export interface Launch {
  command: string;
  args: string[];
  env: Record<string, string>;
  /** On POSIX a process leads a group of its own, so that its whole tree can be ended at once. */
  detached: boolean;
  /** How fd 3 is opened: Windows must know beforehand whether the process will block on it. */
  channel: 'pipe' | 'overlapped';
}

/** What runs the judge and the learners: a `node`, or an editor's Electron that acts as one. */
export interface Program {
  path: string;
  platform: NodeJS.Platform;
  isElectron: boolean;
  /** Windows starts nothing without it. */
  systemRoot?: string;
}

/** A program that knows itself: the judge starts the learners on its own. */
export interface KnownProgram extends Program {
  /** Its `process.allowedNodeEnvironmentFlags`. */
  flags: ReadonlySet<string>;
}

/** What computes a learner's arrays, and the files that this takes. */
export interface EngineStart {
  name: string;
  files: string[];
  /** Whether one of them is machine code. */
  addons: boolean;
  /** What it must know of the machine. */
  environment?: Record<string, string>;
  /** Where its package is installed. */
  folder?: string;
  /** Whether every operation of its device is tried at once. */
  probesAll?: boolean;
  /** Whether it has passed its self-test already, in another process of the same program. */
  tested?: boolean;
}

export interface LearnerLaunchOptions {
  /** The learner's bundle and folder, both real paths: the permission model refuses to follow a link. */
  bundle: string;
  folder: string;
  heapMB: number;
  engine: EngineStart;
  /** Debugging turns the permission model off, for it refuses the inspector; 0 lets the system choose a port. */
  inspectPort?: number;
}

export function thisProgram(): KnownProgram {
  return {
    path: process.execPath,
    platform: process.platform,
    isElectron: 'electron' in process.versions,
    flags: process.allowedNodeEnvironmentFlags,
    systemRoot: process.env.SystemRoot,
  };
}

export interface JudgeLaunchOptions {
  bundle: string;
  temporary: string;
  folders?: JudgeFolders;
  /** What its learners' engines must know of the machine. */
  environment?: Record<string, string>;
}

/** What a judge keeps and finds outside of its program. */
export interface JudgeFolders {
  /** Where TensorFlow's package has been put, or will be. */
  tfjs?: string | undefined;
  /** Where it is kept what each engine costs on this machine; without it, nothing is measured. */
  costs?: string | undefined;
}

export function judgeLaunch(program: Program, { bundle, temporary, folders, environment }: JudgeLaunchOptions): Launch {
  const args = ['--no-warnings', bundle, ...namedFolders(folders)];
  const name = program.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  return launch(program, 'overlapped', args, { [name]: temporary, ...environment });
}

const namedFolders = (folders: JudgeFolders = {}): string[] =>
  Object.entries(folders).flatMap(([name, folder]) => (folder === undefined ? [] : [`--${name}=${folder}`]));

export function learnerLaunch(program: KnownProgram, options: LearnerLaunchOptions): Launch {
  const { bundle, folder, heapMB, engine, inspectPort } = options;
  const args = [
    '--no-warnings',
    `--max-old-space-size=${heapMB}`,
    ...promptCollection,
    '--disallow-code-generation-from-strings',
    ...(inspectPort === undefined
      ? permissions(program, [bundle, folder, ...engine.files], engine.addons)
      : [`--inspect=127.0.0.1:${inspectPort}`]),
    bundle,
    engine.name,
    ...(engine.folder === undefined ? [] : [`--folder=${engine.folder}`]),
    ...(engine.probesAll ? ['--probes-all'] : []),
    ...(engine.tested ? ['--tested'] : []),
  ];
  return launch(program, 'pipe', args, { ...(program.platform === 'linux' && quickArrays), ...engine.environment });
}

/**
 * Reading one's own folder and files, the one worker that watches for a parent that has gone, and addons where one is asked
 * for. A Node whose model does not know that last permission has no way to refuse it either.
 */
function permissions({ flags }: KnownProgram, readable: string[], addons: boolean): string[] {
  const model = ['--permission', '--experimental-permission'].find((flag) => flags.has(flag));
  if (!model) return [];
  const loading = addons && flags.has('--allow-addons') ? ['--allow-addons'] : [];
  return [model, ...readable.map((file) => `--allow-fs-read=${file}`), '--allow-worker', ...loading];
}

/**
 * V8 enlarges the space of its new objects step by step, up to 48 MB, and then collects more rarely. What dies young here
 * are arrays whose elements lie elsewhere: memory stays flat, and in the cache, where they are collected often, and by the thread that
 * takes it up again. On Node 24, what lies elsewhere makes V8 mark its whole heap, a few megabytes: done bit by bit, it ends after
 * a loop has made hundreds of megabytes more.
 */
export const promptCollection = [
  '--max-semi-space-size=1',
  '--no-concurrent-array-buffer-sweeping',
  '--no-incremental-marking',
];

/**
 * glibc gives large blocks straight back to the kernel, and fetching fresh pages costs more than the arithmetic on them: 32 MiB is the
 * highest threshold that every glibc accepts. Arrays lie in large pages where the kernel grants them, for the processor finds
 * them by a table that is short. And they are copied by vectors: the processor's own instruction for it is slow to start and
 * where two addresses lie alike, and WebAssembly is fed by copies of a few kilobytes. One heap serves all threads: V8's compilers would
 * each keep what they freed in a heap of their own. Other C libraries ignore the names.
 */
export const quickArrays = {
  MALLOC_MMAP_THRESHOLD_: String(32 << 20),
  MALLOC_TRIM_THRESHOLD_: String(128 << 20),
  GLIBC_TUNABLES: `glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.cpu.x86_rep_movsb_threshold=${1 << 30}`,
};

function launch(program: Program, channel: Launch['channel'], args: string[], env: Record<string, string>): Launch {
  const { path: command, platform, isElectron, systemRoot } = program;
  return {
    command,
    args,
    env: {
      ...(isElectron && { ELECTRON_RUN_AS_NODE: '1' }),
      ...(platform === 'win32' && systemRoot !== undefined && { SystemRoot: systemRoot }),
      ...env,
    },
    detached: platform !== 'win32',
    channel,
  };
}

/** The bundles of `dist`, by what they are. */
export const bundles = (distDir: string) => ({
  judge: path.join(distDir, 'judge.mjs'),
  learner: path.join(distDir, 'learner.mjs'),
  /** Learners whose arrays lie on a device. */
  deviceLearner: path.join(distDir, 'deviceLearner.mjs'),
  calibration: path.join(distDir, 'calibration.mjs'),
});
