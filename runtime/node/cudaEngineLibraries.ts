import type { CudaNeed } from '../protocol/cudaEngine';
import { environment, foldersIn, pathsOf } from './cudaEngineMachine';
import type { CudaMachine } from './cudaEngineMachine';

/** libtensorflow-gpu 2.9.1 is compiled against these, and opens them by these very names when it first looks for a device. */
const cudaVersion = '11.2';
const cudnnVersion = '8.1';

interface Names {
  cuda: string[];
  cudnn: string[];
}

const linux: Names = {
  cuda: [
    'libcudart.so.11.0',
    'libcublas.so.11',
    'libcublasLt.so.11',
    'libcufft.so.10',
    'libcurand.so.10',
    'libcusolver.so.11',
    'libcusparse.so.11',
  ],
  cudnn: ['libcudnn.so.8'],
};

const windows: Names = {
  cuda: [
    'cudart64_110.dll',
    'cublas64_11.dll',
    'cublasLt64_11.dll',
    'cufft64_10.dll',
    'curand64_10.dll',
    'cusolver64_11.dll',
    'cusparse64_11.dll',
  ],
  cudnn: ['cudnn64_8.dll'],
};

/** Files by their names: those that a program opens by name alone, and those that only lie somewhere on the machine. */
interface Libraries {
  seen: Map<string, string>;
  aside: Map<string, string>;
}

/** What there is of CUDA and of cuDNN. */
export async function cudaLibraries(machine: CudaMachine): Promise<[cuda: CudaNeed, cudnn: CudaNeed]> {
  const libraries = machine.platform === 'win32' ? await onWindows(machine) : await onLinux(machine);
  const names = machine.platform === 'win32' ? windows : linux;
  return [
    await need('cuda', cudaVersion, names.cuda, libraries, machine),
    await need('cudnn', cudnnVersion, names.cudnn, libraries, machine),
  ];
}

async function need(
  about: 'cuda' | 'cudnn',
  needed: string,
  names: string[],
  { seen, aside }: Libraries,
  machine: CudaMachine,
): Promise<CudaNeed> {
  const { dirname } = pathsOf(machine);
  const [first = ''] = names;
  const file = seen.get(first) ?? aside.get(first);
  const unseen = names.filter((name) => !seen.has(name));
  const absent = unseen.filter((name) => !aside.has(name));
  if (absent.length > 0) {
    const others = await otherVersions(first, { seen, aside }, machine);
    if (absent.includes(first) && others.length > 0)
      return { about, needed, state: 'otherVersion', found: others.join(', '), detail: '' };
    return {
      about,
      needed,
      state: 'missing',
      found: file ? await version(file, machine) : '',
      detail: absent.join(', '),
    };
  }
  const found = file ? await version(file, machine) : '';
  const folders = (files: string[]): string => [...new Set(files.map(dirname))].join(', ');
  if (isOlder(found, needed)) return { about, needed, state: 'otherVersion', found, detail: file ? dirname(file) : '' };
  if (unseen.length > 0)
    return { about, needed, state: 'aside', found, detail: folders(unseen.map((name) => aside.get(name) ?? '')) };
  return { about, needed, state: 'met', found, detail: folders(names.map((name) => seen.get(name) ?? '')) };
}

/** `libcudart.so.12` where `libcudart.so.11.0` is meant. */
async function otherVersions(name: string, { seen, aside }: Libraries, machine: CudaMachine): Promise<string[]> {
  const stem = name.replace(/(\.so\.|_)[\d.]+(dll)?$/, '$1');
  const versioned = [...seen, ...aside].filter(
    ([other]) => other !== name && other.startsWith(stem) && /^\d/.test(other.slice(stem.length)),
  );
  const versions = await Promise.all(versioned.map(([, file]) => version(file, machine)));
  return [...new Set(versions)].sort();
}

/** A library's name has its interface's version, the file that it links to or the folder around it that of the release. */
async function version(file: string, machine: CudaMachine): Promise<string> {
  const real = (await machine.real(file)) ?? file;
  const released = /\.so\.(\d+\.\d+\.\d+)$/.exec(real) ?? /[\\/](?:v|cuda-)(\d+\.\d+)[\\/]/.exec(real);
  if (released?.[1]) return released[1];
  const [, major] = /(?:\.so\.|_)(\d\d?)\d*(?:\.\d+)*(?:\.dll)?$/.exec(real) ?? [];
  return major === undefined ? '' : `${major}.x`;
}

/** Of numbers like 8.0.5 and 8.1; where only the major one is known, it is taken for what is needed. */
export function isOlder(found: string, needed: string): boolean {
  const [have, want] = [found, needed].map((text) => text.split('.').map(Number));
  for (const [i, part] of (want ?? []).entries()) {
    const mine = have?.[i];
    if (mine === undefined || Number.isNaN(mine)) return false;
    if (mine !== part) return mine < part;
  }
  return false;
}

/** `libcudart.so.11.0 (libc6,x86-64) => /usr/local/cuda/lib64/libcudart.so.11.0` */
const cached = /^\s*(\S+) \([^)]*x86-64[^)]*\) => (\S+)$/gm;

async function onLinux(machine: CudaMachine): Promise<Libraries> {
  const printed = (await machine.run('ldconfig', ['-p'])) ?? (await machine.run('/sbin/ldconfig', ['-p'])) ?? '';
  const cache = [...printed.matchAll(cached)].map(([, name = '', file = '']): [string, string] => [name, file]);
  const seen = new Map([...cache.reverse(), ...(await filesIn(foldersIn(machine, 'LD_LIBRARY_PATH'), machine))]);
  const named = ['CUDA_HOME', 'CUDA_PATH'].map((name) => machine.env[name]).filter((folder) => folder !== undefined);
  const usual = (await machine.list('/usr/local'))
    .filter((name) => name.startsWith('cuda'))
    .map((name) => `/usr/local/${name}`);
  const homes = [...named, ...usual].flatMap((home) => [`${home}/lib64`, `${home}/targets/x86_64-linux/lib`]);
  const conda = machine.env.CONDA_PREFIX;
  return { seen, aside: await filesIn([...homes, ...(conda ? [`${conda}/lib`] : [])], machine) };
}

async function onWindows(machine: CudaMachine): Promise<Libraries> {
  const { join } = pathsOf(machine);
  const programs = environment(machine, 'ProgramFiles') ?? 'C:\\Program Files';
  const homes = [join(programs, 'NVIDIA GPU Computing Toolkit', 'CUDA'), join(programs, 'NVIDIA', 'CUDNN')];
  const releases = await Promise.all(
    homes.map(async (home) => (await machine.list(home)).map((release) => join(home, release, 'bin'))),
  );
  const named = environment(machine, 'CUDA_PATH');
  const folders = [...(named ? [join(named, 'bin')] : []), ...releases.flat(), 'C:\\tools\\cuda\\bin'];
  return { seen: await filesIn(foldersIn(machine, 'PATH'), machine), aside: await filesIn(folders, machine) };
}

/** The first folder that has a name wins, as it does for the system. */
async function filesIn(folders: string[], machine: CudaMachine): Promise<Map<string, string>> {
  const { join } = pathsOf(machine);
  const files = new Map<string, string>();
  for (const folder of folders)
    for (const name of await machine.list(folder)) if (!files.has(name)) files.set(name, join(folder, name));
  return files;
}
