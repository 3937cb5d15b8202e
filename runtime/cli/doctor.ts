import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openBuiltCourse } from '../node/courseFiles';
import { engineFiles } from '../node/engineFiles';
import { thisProgram } from '../node/launchPlan';
import { NodeLearnerPool } from '../node/nodeLearnerPool';
import type { EngineReport, PassedOver } from '../protocol/engine';
import { passedOverText } from '../words/engineWords';
import { reportOfEngine } from './engines';
import type { Terminal } from './terminal';

type State = 'ready' | 'missing' | 'notBuilt';

interface Finding {
  name: string;
  state: State;
  detail: string;
  /** What to do about it, where something can be done. */
  next?: string;
}

interface Diagnosis {
  formatVersion: 1;
  version: string;
  node: string;
  platform: string;
  cores: number;
  memoryBytes: number;
  findings: Finding[];
}

const signs: Record<State, string> = { ready: 'ok     ', missing: 'missing', notBuilt: 'absent ' };

/** `tensor-dojo doctor`: what this machine offers. True where everything that the default path needs is there. */
export async function doctor(distDir: string, version: string, json: boolean, terminal: Terminal): Promise<boolean> {
  const diagnosis: Diagnosis = {
    formatVersion: 1,
    version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    findings: [
      node(),
      ...programFiles(distDir),
      await course(distDir),
      await learner(distDir),
      cpu(distDir),
      await engine('native', distDir),
      await engine('webgpu', distDir),
      await engine('tfjs-node-gpu', distDir),
    ],
  };
  if (json) terminal.json(diagnosis);
  else show(diagnosis, terminal);
  return diagnosis.findings.every(({ state }) => state !== 'missing');
}

function show({ findings, ...machine }: Diagnosis, terminal: Terminal): void {
  const gigabytes = (machine.memoryBytes / 2 ** 30).toFixed(1);
  terminal.line(`Tensor Dojo ${machine.version} on ${machine.platform}, ${machine.cores} cores, ${gigabytes} GiB`);
  for (const { state, name, detail, next } of findings) {
    terminal.line(`${signs[state]}  ${name}: ${detail}`);
    if (next) terminal.line(`         ${next}`);
  }
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: enough ? 'ready' : 'missing',
    detail: process.version,
    ...(!enough && { next: 'Install Node.js 20.19 or later.' }),
  };
}

const rebuild = 'Run `npm run build` in the clone, or reinstall the extension.';

const programFiles = (distDir: string): Finding[] =>
  ['judge.mjs', 'datasets/dojo-digits', 'workspace/types'].map((file) =>
    existsSync(path.join(distDir, file))
      ? { name: file, state: 'ready', detail: 'built' }
      : { name: file, state: 'missing', detail: 'not found', next: rebuild },
  );

/** Every file of it is read, as a check would. */
async function course(distDir: string): Promise<Finding> {
  try {
    const { exercises, lesson, secret } = await openBuiltCourse(distDir);
    await Promise.all(exercises.flatMap(({ id }) => [lesson(id), secret(id)]));
    return { name: 'course', state: 'ready', detail: `${exercises.length} exercises` };
  } catch (error) {
    return { name: 'course', state: 'missing', detail: messageOf(error), next: rebuild };
  }
}

/** One is started, as for a check, and ended. */
async function learner(distDir: string): Promise<Finding> {
  const started = performance.now();
  try {
    const pool = new NodeLearnerPool({ distDir, ready: 0 });
    await pool.take({ memoryLimitMB: 1024 });
    await pool.dispose();
    const detail = `a process came and went in ${Math.round(performance.now() - started)} ms`;
    const guarded = ['--permission', '--experimental-permission'].some((flag) => thisProgram().flags.has(flag));
    return { name: 'learner', state: 'ready', detail: `${detail}${guarded ? ", under Node's permission model" : ''}` };
  } catch (error) {
    return { name: 'learner', state: 'missing', detail: messageOf(error), next: rebuild };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Without its kernels everything is computed all the same, by plain JavaScript. */
const cpu = (distDir: string): Finding => {
  const built = existsSync(engineFiles(distDir).kernels);
  return {
    name: 'engine cpu',
    state: built ? 'ready' : 'missing',
    detail: `${built ? 'float32 and float64' : 'kernels.wasm not found'}, ${os.cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    ...(!built && { next: rebuild }),
  };
};

/** What one could do about an engine that is not there. */
const remedies: Partial<Record<string, Partial<Record<PassedOver['why'], string>>>> = {
  native: { notBuilt: 'Run `npm run build:native` in the clone, with PyPI ziglang, clang or gcc installed.' },
  webgpu: {
    notBuilt: rebuild,
    didNotLoad:
      'It needs a driver for Vulkan (Linux), Direct3D 12 (Windows) or Metal (macOS); on Debian, libvulkan1 and the driver of your card.',
  },
  'tfjs-node-gpu': {
    notInstalled:
      'In VS Code, run the command Tensor Dojo: Install CUDA Engine; or name the folder it lies in by the environment variable TENSOR_DOJO_TFJS.',
    halfInstalled: 'In VS Code, run the command Tensor Dojo: Install CUDA Engine again.',
    libraryMissing: 'Install that library, or name its folder in LD_LIBRARY_PATH (Linux) or PATH (Windows).',
  },
};

/** One process is started with it, as for training. */
async function engine(name: string, distDir: string): Promise<Finding> {
  const {
    name: found,
    detail,
    passedOver,
  } = await reportOfEngine(name, distDir).catch((error: unknown): EngineReport => ({
    name: '',
    detail: messageOf(error),
    passedOver: [],
  }));
  if (found === name) return { name: `engine ${name}`, state: 'ready', detail: `computes rightly here: ${detail}` };
  const why = passedOver.find((one) => one.engine === name);
  const next = why && remedies[name]?.[why.why];
  return {
    name: `engine ${name}`,
    state: 'notBuilt',
    detail: why ? passedOverText(why, 'en') : detail || 'no process could try it',
    ...(next !== undefined && { next }),
  };
}
