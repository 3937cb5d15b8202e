import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CudaInstallation } from '../../runtime/node/cudaEngineInstall';
import { cudaEngineFolder } from '../../runtime/node/cudaEngineFolder';
import type { CudaProgress } from '../../runtime/protocol/cudaEngine';

/** How the made-up npm, the installer and the engine behave: said in a file that they read. */
export interface Behaviour {
  /** Print this and fail. */
  npmFails?: string;
  installerFails?: string;
  bindingFails?: string;
  /** Start a process of one's own and wait for ever. */
  npmHangs?: boolean;
  installerHangs?: boolean;
  /** End in the middle of the download without a word. */
  installerEnds?: boolean;
  loadFails?: boolean;
}

/** A storage of the extension's, and a made-up npm that puts a made-up package into the folder that it stands in. */
export interface Fakes {
  /** Where all of it lies; npm as it lies beside a `bin/node`. */
  desk: string;
  folder: string;
  behave(behaviour: Behaviour): void;
  installation(
    behaviour?: Behaviour,
    over?: Partial<CudaInstallation>,
  ): CudaInstallation & { seen: CudaProgress[]; log: string[] };
  /** What npm and the installer were called with, call by call. */
  calls(): Promise<Call[]>;
  /** Processes that hang: npm or the installer, and what it started. */
  pids(): Promise<number[]>;
  remove(): Promise<void>;
}

interface Call {
  program: 'npm' | 'installer';
  args: string[];
  cwd: string;
  path: string;
  nodeOptions: string | null;
}

const common = (desk: string): string => `
const fs = require('node:fs'), path = require('node:path');
const desk = ${JSON.stringify(desk)}, how = JSON.parse(fs.readFileSync(path.join(desk, 'how'), 'utf8'));
const called = (program) => fs.appendFileSync(path.join(desk, 'calls'), JSON.stringify({
  program, args: process.argv.slice(2), cwd: process.cwd(), path: process.env.PATH, nodeOptions: process.env.NODE_OPTIONS ?? null }) + '\\n');
const put = (file, text) => { fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, text); };
const fail = (text) => { console.error(text); process.exit(1); };
const hang = () => {
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  fs.writeFileSync(path.join(desk, 'pids.part'), process.pid + ' ' + child.pid);
  fs.renameSync(path.join(desk, 'pids.part'), path.join(desk, 'pids'));
  setInterval(() => {}, 1000);
};
`;

const installer = (desk: string): string => `${common(desk)}
called('installer');
console.warn('* Downloading libtensorflow');
if (how.installerFails) fail(how.installerFails);
const library = path.join(__dirname, '../deps/lib/libtensorflow.so.2.9.1');
if (process.argv[3] === 'download') put(library, 'half');
if (how.installerHangs) hang();
else if (!how.installerEnds) {
  if (process.argv[3] === 'download') put(library, 'whole');
  console.error('* Building TensorFlow Node.js bindings');
  if (how.bindingFails) fail(how.bindingFails);
  put(path.join(__dirname, '../lib/napi-v8/tfjs_binding.node'), 'binding');
}
`;

const engine = (desk: string): string => `${common(desk)}
if (how.loadFails) throw new Error('libcudart.so.11.0: cannot open shared object file');
exports.tensor1d = (values) => values;
exports.add = ([a], [b]) => ({ dataSync: () => [a + b] });
exports.backend = () => ({ binding: { TF_Version: '2.9.1' }, isUsingGpuDevice: true });
`;

const npm = (desk: string): string => `${common(desk)}
called('npm');
console.error('npm http fetch GET 200 https://registry.example/tfjs 12ms');
if (how.npmFails) fail(how.npmFails);
const home = path.join(process.cwd(), 'node_modules/@tensorflow/tfjs-node-gpu');
const { dependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
put(path.join(home, 'package.json'), JSON.stringify({ version: dependencies['@tensorflow/tfjs-node-gpu'], main: 'index.js' }));
if (how.npmHangs) hang();
put(path.join(home, 'index.js'), ${JSON.stringify(engine(desk))});
put(path.join(home, 'scripts/install.js'), ${JSON.stringify(installer(desk))});
`;

export async function makeFakes(): Promise<Fakes> {
  const desk = await realpath(await mkdtemp(path.join(tmpdir(), 'dojo-cuda-')));
  const cli = path.join(desk, 'lib/node_modules/npm/bin/npm-cli.js');
  await mkdir(path.dirname(cli), { recursive: true });
  await writeFile(cli, npm(desk));
  const behave = (behaviour: Behaviour): void => writeFileSync(path.join(desk, 'how'), JSON.stringify(behaviour));
  const folder = cudaEngineFolder(path.join(desk, 'storage'));
  const text = (name: string): Promise<string> => readFile(path.join(desk, name), 'utf8').catch(() => '');
  return {
    desk,
    folder,
    behave,
    installation: (behaviour = {}, over = {}) => {
      const seen: CudaProgress[] = [];
      const log: string[] = [];
      behave(behaviour);
      return {
        seen,
        log,
        folder,
        node: process.execPath,
        npm: { command: process.execPath, args: [cli], file: cli },
        env: { ...process.env, NODE_OPTIONS: '--no-such-option' },
        signal: new AbortController().signal,
        onProgress: (progress) => seen.push(progress),
        onLine: (line) => log.push(line),
        ...over,
      };
    },
    calls: async () =>
      (await text('calls'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Call),
    pids: async () => (await text('pids')).split(' ').filter(Boolean).map(Number),
    remove: () => rm(desk, { recursive: true, force: true, maxRetries: 3 }),
  };
}
