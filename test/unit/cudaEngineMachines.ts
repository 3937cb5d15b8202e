import path from 'node:path';
import type { CudaMachine } from '../../runtime/node/cudaEngineMachine';
import type { FoundNode } from '../../runtime/node/findNode';

export interface MadeUp {
  platform?: NodeJS.Platform;
  arch?: string;
  env?: Record<string, string>;
  /** Files by their paths: where each links to, or nothing where it is itself. */
  files?: Record<string, string>;
  /** What files say. */
  texts?: Record<string, string>;
  /** What a command line prints. */
  prints?: Record<string, string>;
  freeGigabytes?: number;
}

/** A machine that has these files and programs, and nothing else. */
export function machine(made: MadeUp = {}): CudaMachine {
  const { platform = 'linux', arch = 'x64', env = {}, files = {}, texts = {}, prints = {}, freeGigabytes = 100 } = made;
  const { dirname, basename } = platform === 'win32' ? path.win32 : path.posix;
  const all = [...Object.keys(files), ...Object.keys(texts)];
  return {
    platform,
    arch,
    env,
    run: async (program, args) => prints[[program, ...args.slice(0, 1)].join(' ')],
    list: async (folder) => [
      ...new Set(
        all.flatMap((file) => {
          const names: string[] = [];
          for (let at = file; dirname(at) !== at; at = dirname(at))
            if (dirname(at) === folder) names.push(basename(at));
          return names;
        }),
      ),
    ],
    read: async (file) => texts[file],
    real: async (file) => (file in files ? files[file] || file : undefined),
    freeBytes: async () => freeGigabytes * 1e9,
  };
}

export const plainNode: FoundNode = {
  chosen: 'path',
  version: '22.1.0',
  program: { path: '/usr/bin/node', platform: 'linux', isElectron: false },
  rejected: [],
};

export const npm = { command: '/usr/bin/node', args: ['/usr/lib/npm-cli.js'], file: '/usr/lib/npm-cli.js' };

const lib = '/usr/local/cuda-11.2/lib64';
export const cudaNames = [
  'libcudart.so.11.0',
  'libcublas.so.11',
  'libcublasLt.so.11',
  'libcufft.so.10',
  'libcurand.so.10',
  'libcusolver.so.11',
  'libcusparse.so.11',
];

/** What `ldconfig -p` prints of libraries in a folder. */
export const cache = (folder: string, names: readonly string[]): string =>
  [
    "3 libs found in cache `/etc/ld.so.cache'",
    ...names.map((name) => `\t${name} (libc6,x86-64) => ${folder}/${name}`),
  ].join('\n');

const smi = 'nvidia-smi --query-gpu=name,driver_version';

/** Linux with a GPU, its driver, CUDA 11.2 and cuDNN 8.1. */
export const equipped = {
  env: { PATH: '/usr/bin' },
  files: {
    [`${lib}/libcudart.so.11.0`]: `${lib}/libcudart.so.11.2.152`,
    '/usr/lib/libcudnn.so.8': '/usr/lib/libcudnn.so.8.1.1',
    '/usr/bin/g++': '',
    '/usr/bin/make': '',
    '/usr/bin/python3': '',
  },
  prints: {
    [smi]: 'NVIDIA A100, 470.57.02\nNVIDIA T4, 470.57.02\n',
    'ldconfig -p': `${cache(lib, cudaNames)}\n${cache('/usr/lib', ['libcudnn.so.8'])}`,
  },
} satisfies MadeUp;
