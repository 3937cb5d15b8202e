import { engineNames } from '../node/engineFiles';
import { NodeLearnerPool } from '../node/nodeLearnerPool';
import type { EngineReport, PassedOver } from '../protocol/engine';
import { passedOverText } from '../words/engineWords';
import { enginesAlone } from './folders';
import { UsageError } from './usage';

/** `auto` takes the fastest that computes rightly here; the others are for everything, checks included. */
const always = ['auto', 'cpu', 'javascript'];

/** A process is started with the engine, which tries it out; each operation of a device too where that is asked for. */
export async function reportOfEngine(engine: string, distDir: string, probesAll = false): Promise<EngineReport> {
  const pool = new NodeLearnerPool({ distDir, ready: 0, tfjs: enginesAlone().tfjs });
  try {
    const learner = await pool.take({ memoryLimitMB: 1024, engine, probesAll });
    return learner.engine ?? { name: 'cpu', detail: '', passedOver: [] };
  } finally {
    await pool.dispose();
  }
}

/** Those that work here, and the reports of all that could be missing. */
async function enginesHere(distDir: string): Promise<{ available: string[]; reports: Map<string, EngineReport> }> {
  const others = engineNames.filter((name) => !always.includes(name));
  const reports = new Map<string, EngineReport>();
  for (const name of others) reports.set(name, await reportOfEngine(name, distDir));
  return { available: [...always, ...others.filter((name) => reports.get(name)?.name === name)], reports };
}

/** The engine that was asked for, if this machine has it; otherwise a `UsageError` that names those it has. */
export async function readEngine(text: string | undefined, distDir: string): Promise<string> {
  const engine = text ?? 'auto';
  if (always.includes(engine)) return engine;
  const isKnown = engineNames.some((name) => name === engine);
  if (isKnown && (await reportOfEngine(engine, distDir)).name === engine) return engine;
  const { available, reports } = await enginesHere(distDir);
  const why = (reports.get(engine)?.passedOver ?? []).map((one) => `: ${passedOverText(one, 'en')}`).join('');
  throw new UsageError(`--engine ${engine} is not available${why}; available: ${available.join(', ')}`);
}

/** Each engine that computes for itself on this machine, and why the others do not. */
export async function everyEngine(distDir: string): Promise<{ engines: string[]; absent: PassedOver[] }> {
  const { available, reports } = await enginesHere(distDir);
  const absent = [...reports.values()].flatMap(({ passedOver }) => passedOver);
  return {
    engines: available.filter((name) => name !== 'auto'),
    absent: absent.filter(({ engine }) => !available.includes(engine)),
  };
}
