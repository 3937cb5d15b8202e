import { describe, expect, it } from 'vitest';
import { judgeLaunch, learnerLaunch } from '../../runtime/node/launchPlan';
import type { KnownProgram } from '../../runtime/node/launchPlan';

const node20 = new Set(['--experimental-permission', '--allow-worker', '--allow-addons']);
const node24 = new Set(['--permission', '--experimental-permission', '--allow-worker', '--allow-addons']);

const programs: Record<string, KnownProgram> = {
  'node 20 on Linux': { path: '/usr/bin/node', platform: 'linux', isElectron: false, flags: node20 },
  'node 24 on Linux': { path: '/usr/bin/node', platform: 'linux', isElectron: false, flags: node24 },
  'node 24 on macOS': { path: '/opt/node', platform: 'darwin', isElectron: false, flags: node24 },
  'node 24 on Windows': {
    path: 'C:\\node.exe',
    platform: 'win32',
    isElectron: false,
    flags: node24,
    systemRoot: 'C:\\Windows',
  },
  'Electron on Linux': { path: '/usr/share/code/code', platform: 'linux', isElectron: true, flags: node20 },
  'Electron on macOS': { path: '/Applications/Code', platform: 'darwin', isElectron: true, flags: node24 },
  'Electron on Windows': {
    path: 'C:\\Code.exe',
    platform: 'win32',
    isElectron: true,
    flags: node20,
    systemRoot: 'C:\\Windows',
  },
  'a program without a permission model': {
    path: '/usr/bin/code',
    platform: 'linux',
    isElectron: true,
    flags: new Set(),
  },
};

const malloc = {
  MALLOC_MMAP_THRESHOLD_: '33554432',
  MALLOC_TRIM_THRESHOLD_: '134217728',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.cpu.x86_rep_movsb_threshold=1073741824',
};
const windows = { SystemRoot: 'C:\\Windows' };
const asNode = { ELECTRON_RUN_AS_NODE: '1' };

const cpu = { name: 'cpu', files: ['/d/kernels.wasm'], addons: false };
const native = { name: 'native', files: ['/d/kernels.wasm', '/d/one.node'], addons: true };
const learner = { bundle: '/d/learner.mjs', folder: '/t/one', heapMB: 512, engine: cpu };
const allowed = [
  '--allow-fs-read=/d/learner.mjs',
  '--allow-fs-read=/t/one',
  '--allow-fs-read=/d/kernels.wasm',
  '--allow-worker',
];
const always = [
  '--no-warnings',
  '--max-old-space-size=512',
  '--max-semi-space-size=1',
  '--no-concurrent-array-buffer-sweeping',
  '--no-incremental-marking',
  '--disallow-code-generation-from-strings',
];

describe('how a learner process is started', () => {
  const table: [string, string[], Record<string, string>, boolean][] = [
    ['node 20 on Linux', ['--experimental-permission', ...allowed], malloc, true],
    ['node 24 on Linux', ['--permission', ...allowed], malloc, true],
    ['node 24 on macOS', ['--permission', ...allowed], {}, true],
    ['node 24 on Windows', ['--permission', ...allowed], windows, false],
    ['Electron on Linux', ['--experimental-permission', ...allowed], { ...asNode, ...malloc }, true],
    ['Electron on macOS', ['--permission', ...allowed], asNode, true],
    ['Electron on Windows', ['--experimental-permission', ...allowed], { ...asNode, ...windows }, false],
    ['a program without a permission model', [], { ...asNode, ...malloc }, true],
  ];
  it.each(table)('%s', (name, permissions, env, detached) => {
    expect(learnerLaunch(programs[name], learner)).toEqual({
      command: programs[name].path,
      args: [...always, ...permissions, '/d/learner.mjs', 'cpu'],
      env,
      detached,
      channel: 'pipe',
    });
  });

  it('machine code is let in where the engine is native, and nowhere else', () => {
    const program = programs['node 24 on Linux']!;
    const { args } = learnerLaunch(program, { ...learner, engine: native });
    const more = ['--allow-fs-read=/d/one.node', '--allow-worker', '--allow-addons', '/d/learner.mjs', 'native'];
    expect(args).toEqual([...always, '--permission', ...allowed.slice(0, 3), ...more]);
    expect(learnerLaunch(program, learner).args).not.toContain('--allow-addons');
  });

  it.each(Object.keys(programs))(
    '%s: debugging opens the inspector on this machine alone, without the permission model',
    (name) => {
      const { args } = learnerLaunch(programs[name], { ...learner, inspectPort: 9230 });
      expect(args).toEqual([...always, '--inspect=127.0.0.1:9230', '/d/learner.mjs', 'cpu']);
    },
  );
});

describe('how the judge is started', () => {
  const table: [string, Record<string, string>][] = [
    ['node 20 on Linux', { TMPDIR: '/tmp' }],
    ['node 24 on macOS', { TMPDIR: '/tmp' }],
    ['node 24 on Windows', { ...windows, TEMP: '/tmp' }],
    ['Electron on Linux', { ...asNode, TMPDIR: '/tmp' }],
    ['Electron on Windows', { ...asNode, ...windows, TEMP: '/tmp' }],
  ];
  it.each(table)('%s', (name, env) => {
    const program = programs[name];
    expect(judgeLaunch(program, { bundle: '/d/judge.mjs', temporary: '/tmp' })).toEqual({
      command: program.path,
      args: ['--no-warnings', '/d/judge.mjs'],
      env,
      detached: program.platform !== 'win32',
      channel: 'overlapped',
    });
  });

  it('passes nothing of this environment on', () => {
    process.env.SECRET_OF_THE_HOST = 'x';
    const launches = [
      learnerLaunch(programs['node 20 on Linux'], learner),
      judgeLaunch(programs['node 20 on Linux'], { bundle: 'j', temporary: '/tmp' }),
    ];
    for (const { env } of launches) expect(env).not.toHaveProperty('SECRET_OF_THE_HOST');
    delete process.env.SECRET_OF_THE_HOST;
  });
});
