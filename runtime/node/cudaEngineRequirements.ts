import type { CudaNeed, CudaRequirements } from '../protocol/cudaEngine';
import { cudaLibraries, isOlder } from './cudaEngineLibraries';
import { environment, foldersIn, pathsOf, thisMachine } from './cudaEngineMachine';
import type { CudaMachine } from './cudaEngineMachine';
import { findNpm } from './cudaEngineNpm';
import type { FoundNpm } from './cudaEngineNpm';
import type { FoundNode } from './findNode';

/**
 * About: 300 MB of packages, and a library of 970 MB that comes packed in 440 MB. What is needed is more: while a new one is put
 * in place the old one is still there, and Windows keeps the packed library until it is unpacked.
 */
export const sizes = { downloadBytes: 0.5e9, libraryBytes: 0.97e9, installedBytes: 1.3e9, neededBytes: 2.5e9 };

/** The drivers that CUDA 11.2 runs on. */
const oldestDriver: Partial<Record<NodeJS.Platform, string>> = { linux: '450.80.02', win32: '452.39' };

export interface CudaQuestion {
  machine: CudaMachine;
  /** Where it would be installed. */
  folder: string;
  node: FoundNode;
  npm: FoundNpm | undefined;
}

/** All that the CUDA engine needs, beside what this machine has. It only looks: nothing is installed, loaded or changed. */
export async function cudaRequirements({ machine, folder, node, npm }: CudaQuestion): Promise<CudaRequirements> {
  const platform = await platformNeed(machine);
  const base = [platform, nodeNeed(node), npmNeed(npm)];
  if (platform.state !== 'met') return { needs: [platform], installable: false, forGpu: false };
  const [disk, gpu, libraries, compiler] = await Promise.all([
    diskNeed(machine, folder),
    gpuNeed(machine),
    cudaLibraries(machine),
    compilerNeed(machine),
  ]);
  return {
    needs: [...base, disk, gpu, ...libraries, compiler],
    installable: base.every(({ state }) => state === 'met'),
    forGpu: [gpu, ...libraries].every(({ state }) => state === 'met'),
  };
}

/** The same of this very machine, with the npm that would install it. */
export async function cudaRequirementsHere(folder: string, node: FoundNode) {
  const machine = thisMachine();
  const npm = await findNpm(node.program.path, machine);
  return { npm, requirements: await cudaRequirements({ machine, folder, node, npm }) };
}

/** TensorFlow publishes its library with CUDA for these two, and for glibc. */
async function platformNeed(machine: CudaMachine): Promise<CudaNeed> {
  const { platform, arch } = machine;
  const musl = platform === 'linux' && (await isMusl(machine));
  const fits = (platform === 'linux' || platform === 'win32') && arch === 'x64' && !musl;
  return {
    about: 'platform',
    state: fits ? 'met' : 'missing',
    needed: 'Linux x64 (glibc), Windows x64',
    found: `${names[platform] ?? platform} ${arch}${musl ? ' (musl)' : ''}`,
    detail: '',
  };
}

const names: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };

async function isMusl(machine: CudaMachine): Promise<boolean> {
  const has = async (folder: string, start: string) =>
    (await machine.list(folder)).some((name) => name.startsWith(start));
  return (await has('/lib', 'ld-musl-')) && !(await has('/lib64', 'ld-linux-x86-64'));
}

/** The editor's own Electron can neither run npm's scripts nor load TensorFlow. */
const nodeNeed = ({ chosen, program, version }: FoundNode): CudaNeed => ({
  about: 'node',
  needed: '20.19',
  ...(chosen === 'electron'
    ? { state: 'missing', found: '', detail: '' }
    : { state: 'met', found: version, detail: program.path }),
});

const npmNeed = (npm: FoundNpm | undefined): CudaNeed => ({
  about: 'npm',
  state: npm ? 'met' : 'missing',
  needed: 'npm',
  found: npm ? 'npm' : '',
  detail: npm?.file ?? '',
});

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

async function diskNeed(machine: CudaMachine, folder: string): Promise<CudaNeed> {
  const free = await machine.freeBytes(folder);
  const state = free === undefined ? 'unknown' : free < sizes.neededBytes ? 'missing' : 'met';
  const found = free === undefined ? '' : gigabytes(free);
  return { about: 'disk', state, needed: gigabytes(sizes.neededBytes), found, detail: folder };
}

/** What NVIDIA's own tool says; else that there is a driver, from the traces that it leaves. */
async function gpuNeed(machine: CudaMachine): Promise<CudaNeed> {
  const needed = oldestDriver[machine.platform] ?? '';
  const { join } = pathsOf(machine);
  const windows = environment(machine, 'SystemRoot') ?? 'C:\\Windows';
  const tools =
    machine.platform === 'win32'
      ? [join(windows, 'System32', 'nvidia-smi.exe')]
      : ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'];
  for (const tool of tools) {
    const printed = await machine.run(tool, ['--query-gpu=name,driver_version', '--format=csv,noheader']);
    const gpus = (printed ?? '')
      .split('\n')
      .map((line) => line.trim().split(', '))
      .filter(({ length }) => length === 2);
    const driver = gpus[0]?.[1];
    if (!driver) continue;
    const state = isOlder(driver, needed) ? 'otherVersion' : 'met';
    return { about: 'gpu', state, needed, found: driver, detail: gpus.map(([name]) => name).join(', ') };
  }
  const trace =
    machine.platform === 'win32'
      ? (await machine.real(join(windows, 'System32', 'nvcuda.dll'))) && ''
      : await machine
          .read('/proc/driver/nvidia/version')
          .then((text) => text && /\s(\d+\.\d+(?:\.\d+)?)\s/.exec(text)?.[1]);
  if (trace === undefined) return { about: 'gpu', state: 'missing', needed, found: '', detail: '' };
  return { about: 'gpu', state: 'unknown', needed, found: trace, detail: '' };
}

/** Only wanted where the download host has no binding ready for this platform: it is then compiled, as node-gyp does. */
async function compilerNeed(machine: CudaMachine): Promise<CudaNeed> {
  const windows = machine.platform === 'win32';
  const present = new Set((await Promise.all(foldersIn(machine, 'PATH').map((folder) => machine.list(folder)))).flat());
  const groups = windows
    ? [['python.exe', 'python3.exe', 'py.exe']]
    : [['python3', 'python'], ['make'], ['g++', 'c++']];
  const absent = groups.filter((names) => !names.some((name) => present.has(name))).map(([name = '']) => name);
  if (windows && !(await hasVisualStudio(machine))) absent.push('Visual Studio Build Tools');
  const needed = windows ? 'Visual Studio Build Tools, Python' : 'g++, make, python3';
  return {
    about: 'compiler',
    state: absent.length > 0 ? 'missing' : 'met',
    needed,
    found: '',
    detail: absent.join(', '),
  };
}

async function hasVisualStudio(machine: CudaMachine): Promise<boolean> {
  const programs = environment(machine, 'ProgramFiles(x86)') ?? 'C:\\Program Files (x86)';
  const finder = pathsOf(machine).join(programs, 'Microsoft Visual Studio', 'Installer', 'vswhere.exe');
  const tools = 'Microsoft.VisualStudio.Component.VC.Tools.x86.x64';
  return Boolean(
    (await machine.run(finder, ['-products', '*', '-requires', tools, '-property', 'installationPath']))?.trim(),
  );
}
