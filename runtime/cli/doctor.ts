import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openBuiltCourse } from '../node/courseFiles';
import { engineFiles } from '../node/engineFiles';
import { measuredEngines } from '../node/measuredEngines';
import { thisProgram } from '../node/launchPlan';
import { NodeLearnerPool } from '../node/nodeLearnerPool';
import type { EngineReport, PassedOver } from '../protocol/engine';
import type { EngineSurvey } from '../protocol/pricing';
import { figuresText, passedOverText, remedyText } from '../words/engineWords';
import { reportOfEngine } from './engines';
import { judgeFolders } from './folders';
import type { Terminal } from './terminal';

/** `absent`: without it, others serve. */
type State = 'ready' | 'missing' | 'absent';

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

const signs: Record<State, string> = { ready: 'ok     ', missing: 'missing', absent: 'absent ' };

export interface DoctorOptions {
  distDir: string;
  version: string;
  json: boolean;
  /** Whether the engines are measured, whatever is known of them. */
  measure: boolean;
  terminal: Terminal;
  signal: AbortSignal;
}

/** `tensor-dojo doctor`: what this machine offers. True where everything that the default path needs is there. */
export async function doctor({ distDir, version, json, measure, terminal, signal }: DoctorOptions): Promise<boolean> {
  const engines: Tried[] = [];
  for (const name of ['native', 'webgpu', 'tfjs-node-gpu']) engines.push(await engine(name, distDir));
  const known = measuredEngines(distDir, judgeFolders());
  if (measure) await known.measure((name) => terminal.progress(`measuring ${name}`), signal, 'again');
  else known.recall();
  if (signal.aborted) return false;
  const choice = [...engines.filter(({ chosen }) => chosen).map(({ name }) => name), 'cpu'].join(' or ');
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
      ...engines.map(({ finding }) => finding),
      { name: 'checks', state: 'ready', detail: `on cpu, where no other engine is asked for by name` },
      { name: 'training', state: 'ready', detail: `on what is the fastest for its net, by measurement: ${choice}` },
      ...speeds(known.survey),
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

function speeds({ measured }: EngineSurvey): Finding[] {
  const command = '`tensor-dojo doctor --measure`, where nothing else runs.';
  if (measured.length === 0)
    return [
      { name: 'speed', state: 'ready', detail: 'measured before the first training', next: `Or now: ${command}` },
    ];
  return measured.map((figures, i) => ({
    name: `speed of ${figures.engine}`,
    state: 'ready',
    detail: figuresText(figures, 'en'),
    ...(i + 1 === measured.length && { next: `To measure again: ${command}` }),
  }));
}

/** What its device gets wrong of NaN, infinities and -0, and who answers instead. */
function aroundText(routes: NonNullable<EngineReport['otherRoutes']>): string {
  const named = (wanted: 'careful' | 'host') =>
    routes.filter(({ route }) => route === wanted).map(({ operation }) => operation.replace(/^.*:/, ''));
  const [careful, host] = [named('careful'), named('host')];
  return [
    ...(careful.length > 0 ? [`; NaN, infinities and -0 handled by longer programs in ${careful.join(', ')}`] : []),
    ...(host.length > 0 ? [`; left to the processor: ${host.join(', ')}`] : []),
  ].join('');
}

interface Tried {
  name: string;
  finding: Finding;
  /** Whether training may take it. */
  chosen: boolean;
}

/** One process is started with it, as for training. */
async function engine(name: string, distDir: string): Promise<Tried> {
  const {
    name: found,
    detail,
    passedOver,
    otherRoutes = [],
    software = false,
  } = await reportOfEngine(name, distDir, true).catch((error: unknown): EngineReport => ({
    name: '',
    detail: messageOf(error),
    passedOver: [],
  }));
  const slow: PassedOver | undefined = software ? { engine: name, why: 'software', detail } : undefined;
  const why = found === name ? slow : passedOver.find((one) => one.engine === name);
  const next = why && remedyText(why, 'en');
  const reason = why && passedOverText(why, 'en');
  const works = `computes rightly here: ${detail}${aroundText(otherRoutes)}`;
  return {
    name,
    chosen: found === name && !software,
    finding: {
      name: `engine ${name}`,
      state: found === name ? 'ready' : 'absent',
      detail:
        found === name
          ? [works, ...(reason ? [`training passes it over: ${reason}`] : [])].join('; ')
          : (reason ?? (detail || 'no process could try it')),
      ...(next !== undefined && { next }),
    },
  };
}
