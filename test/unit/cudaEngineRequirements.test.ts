import { describe, expect, it } from 'vitest';
import { findNpm } from '../../runtime/node/cudaEngineNpm';
import { cudaRequirements } from '../../runtime/node/cudaEngineRequirements';
import type { CudaQuestion } from '../../runtime/node/cudaEngineRequirements';
import type { CudaNeed } from '../../runtime/protocol/cudaEngine';
import { cache, cudaNames, equipped, machine, npm, plainNode } from './cudaEngineMachines';
import type { MadeUp } from './cudaEngineMachines';

const ask = (made: MadeUp, over: Partial<CudaQuestion> = {}) =>
  cudaRequirements({ machine: machine(made), folder: '/store/engines/tfjs-node-gpu', node: plainNode, npm, ...over });

async function needOf(
  about: CudaNeed['about'],
  made: MadeUp,
  over?: Partial<CudaQuestion>,
): Promise<CudaNeed | undefined> {
  return (await ask(made, over)).needs.find((need) => need.about === about);
}

describe('what the CUDA engine needs', () => {
  it('is all there on a machine that has it all', async () => {
    const { needs, installable, forGpu } = await ask(equipped);
    expect(needs.filter(({ state }) => state !== 'met')).toEqual([]);
    expect({ installable, forGpu }).toEqual({ installable: true, forGpu: true });
    expect(needs.find(({ about }) => about === 'cuda')?.found).toBe('11.2.152');
    expect(needs.find(({ about }) => about === 'cudnn')?.found).toBe('8.1.1');
    expect(needs.find(({ about }) => about === 'gpu')).toMatchObject({
      found: '470.57.02',
      detail: 'NVIDIA A100, NVIDIA T4',
    });
  });

  it.each([
    ['macOS', { platform: 'darwin', arch: 'arm64' }, 'macOS arm64'],
    ['Linux on ARM', { arch: 'arm64' }, 'Linux arm64'],
    ['Linux with musl', { files: { '/lib/ld-musl-x86_64.so.1': '' } }, 'Linux x64 (musl)'],
  ] satisfies [string, MadeUp, string][])('ends at the platform on %s', async (_name, made, found) => {
    const { needs, installable } = await ask(made);
    expect(needs).toMatchObject([{ about: 'platform', state: 'missing', found }]);
    expect(installable).toBe(false);
  });

  it('may be installed before the GPU, CUDA and a compiler are there', async () => {
    const { needs, installable, forGpu } = await ask({});
    expect(needs.filter(({ state }) => state === 'missing').map(({ about }) => about)).toEqual([
      'gpu',
      'cuda',
      'cudnn',
      'compiler',
    ]);
    expect({ installable, forGpu }).toEqual({ installable: true, forGpu: false });
  });

  it("is not to be installed without npm, or with the editor's own node alone", async () => {
    expect((await ask(equipped, { npm: undefined })).installable).toBe(false);
    const electron: CudaQuestion['node'] = { ...plainNode, chosen: 'electron' };
    expect((await ask(equipped, { node: electron })).installable).toBe(false);
    expect(await needOf('node', equipped, { node: electron })).toMatchObject({ state: 'missing', needed: '20.19' });
  });

  it('includes the disk', async () => {
    expect(await needOf('disk', { freeGigabytes: 1.25 })).toMatchObject({
      state: 'missing',
      found: '1.3 GB',
      needed: '2.5 GB',
    });
    const mute = { ...machine(equipped), freeBytes: async () => undefined };
    expect(await needOf('disk', {}, { machine: mute })).toMatchObject({ state: 'unknown', found: '' });
  });
});

describe('the GPU', () => {
  const smi = 'nvidia-smi --query-gpu=name,driver_version';

  it('needs a driver that CUDA 11.2 runs on', async () => {
    expect(await needOf('gpu', { prints: { [smi]: 'Tesla K80, 418.67\n' } })).toMatchObject({
      state: 'otherVersion',
      found: '418.67',
      detail: 'Tesla K80',
    });
  });

  it('is not known where a driver is there and its tool does not answer', async () => {
    const texts = {
      '/proc/driver/nvidia/version': 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19\n',
    };
    expect(await needOf('gpu', { texts })).toMatchObject({ state: 'unknown', found: '535.104.05' });
  });

  it('is found inside WSL', async () => {
    const prints = { [`/usr/lib/wsl/lib/${smi}`]: 'NVIDIA GeForce RTX 3060, 546.12\r\n' };
    expect(await needOf('gpu', { prints })).toMatchObject({ state: 'met', detail: 'NVIDIA GeForce RTX 3060' });
  });
});

describe('CUDA on Linux', () => {
  it('of another release does not do', async () => {
    const made: MadeUp = {
      files: { '/usr/local/cuda/lib64/libcudart.so.12': '/usr/local/cuda/lib64/libcudart.so.12.4.127' },
      prints: { 'ldconfig -p': cache('/usr/local/cuda/lib64', ['libcudart.so.12', 'libcublas.so.12']) },
    };
    expect(await needOf('cuda', made)).toMatchObject({ state: 'otherVersion', found: '12.4.127', needed: '11.2' });
  });

  it('older than what TensorFlow was compiled with does not do either', async () => {
    const files = { ...equipped.files, '/usr/lib/libcudnn.so.8': '/usr/lib/libcudnn.so.8.0.5' };
    expect(await needOf('cudnn', { ...equipped, files })).toMatchObject({ state: 'otherVersion', found: '8.0.5' });
  });

  it('in a folder of LD_LIBRARY_PATH is seen', async () => {
    const files = Object.fromEntries(cudaNames.map((name) => [`/opt/cuda/lib/${name}`, '']));
    expect(await needOf('cuda', { files, env: { LD_LIBRARY_PATH: '/opt/cuda/lib' } })).toMatchObject({
      state: 'met',
      detail: '/opt/cuda/lib',
    });
  });

  it('installed where the system does not look is told as that', async () => {
    const files = Object.fromEntries(cudaNames.map((name) => [`/usr/local/cuda-11.2/lib64/${name}`, '']));
    expect(await needOf('cuda', { files })).toMatchObject({
      state: 'aside',
      found: '11.2',
      detail: '/usr/local/cuda-11.2/lib64',
    });
  });

  it('names which of its libraries are missing', async () => {
    const prints = {
      'ldconfig -p': cache(
        '/usr/lib',
        cudaNames.filter((name) => !name.startsWith('libcusparse')),
      ),
    };
    expect(await needOf('cuda', { prints })).toMatchObject({ state: 'missing', detail: 'libcusparse.so.11' });
  });

  it('for another processor does not count', async () => {
    const prints = { 'ldconfig -p': '\tlibcudnn.so.8 (libc6,AArch64) => /usr/lib/libcudnn.so.8' };
    expect(await needOf('cudnn', { prints })).toMatchObject({ state: 'missing' });
  });
});

describe('Windows', () => {
  const toolkit = 'C:\\Program Files\\NVIDIA GPU Computing Toolkit\\CUDA\\v11.2\\bin';
  const dlls = [
    'cudart64_110',
    'cublas64_11',
    'cublasLt64_11',
    'cufft64_10',
    'curand64_10',
    'cusolver64_11',
    'cusparse64_11',
  ];
  const files = Object.fromEntries(dlls.map((name) => [`${toolkit}\\${name}.dll`, '']));

  it('finds CUDA on Path, however that is written', async () => {
    expect(await needOf('cuda', { platform: 'win32', files, env: { Path: `C:\\Windows;${toolkit}` } })).toMatchObject({
      state: 'met',
      found: '11.2',
    });
  });

  it('finds it in its usual folder, where PATH does not lead', async () => {
    expect(await needOf('cuda', { platform: 'win32', files })).toMatchObject({ state: 'aside', detail: toolkit });
  });

  it('tells CUDA 12 from it', async () => {
    const others = { 'C:\\cuda\\v12.1\\bin\\cudart64_12.dll': '' };
    const made: MadeUp = { platform: 'win32', files: others, env: { PATH: 'C:\\cuda\\v12.1\\bin' } };
    expect(await needOf('cuda', made)).toMatchObject({ state: 'otherVersion', found: '12.1' });
  });

  it('knows a driver by its library', async () => {
    const made: MadeUp = { platform: 'win32', files: { 'C:\\Windows\\System32\\nvcuda.dll': '' } };
    expect(await needOf('gpu', made)).toMatchObject({ state: 'unknown' });
  });

  it('wants the compiler of Visual Studio', async () => {
    expect(await needOf('compiler', { platform: 'win32' })).toMatchObject({
      state: 'missing',
      detail: 'python.exe, Visual Studio Build Tools',
    });
  });
});

describe('npm', () => {
  it('is the one that came with the node', async () => {
    const files = { '/opt/node/lib/node_modules/npm/bin/npm-cli.js': '', '/usr/bin/npm': '/usr/lib/npm-cli.js' };
    expect(await findNpm('/opt/node/bin/node', machine({ files, env: { PATH: '/usr/bin' } }))).toEqual({
      command: '/opt/node/bin/node',
      args: ['/opt/node/lib/node_modules/npm/bin/npm-cli.js'],
      file: '/opt/node/lib/node_modules/npm/bin/npm-cli.js',
    });
  });

  it('is else the script behind the one on PATH, or the stand-in itself', async () => {
    const env = { PATH: '/usr/bin' };
    const script = machine({ env, files: { '/usr/bin/npm': '/usr/share/npm/bin/npm-cli.js' } });
    expect(await findNpm('/opt/node', script)).toMatchObject({
      command: '/opt/node',
      args: ['/usr/share/npm/bin/npm-cli.js'],
    });
    const shim = machine({ env, files: { '/usr/bin/npm': '/u/me/.volta/bin/volta-shim' } });
    expect(await findNpm('/opt/node', shim)).toMatchObject({ command: '/u/me/.volta/bin/volta-shim', args: [] });
  });

  it('on Windows is a script beside node.exe', async () => {
    const cli = 'C:\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';
    const found = await findNpm('C:\\nodejs\\node.exe', machine({ platform: 'win32', files: { [cli]: '' } }));
    expect(found).toEqual({ command: 'C:\\nodejs\\node.exe', args: [cli], file: cli });
  });

  it('may be missing', async () => {
    expect(await findNpm('/opt/node', machine())).toBeUndefined();
  });
});
