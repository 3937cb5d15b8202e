import type { CallCosts, EngineCosts } from '../engines/pricing/costs';
import { parseCallCosts } from '../engines/pricing/parseCosts';
import type { PassedOver } from '../protocol/engine';
import { passedOver } from '../protocol/parseEngine';
import { real, record, text, union, type Parser } from '../protocol/parse';
import { readCosts, writeCosts } from './calibrationFile';
import { machineFor } from './calibrationMachine';
import { createLearnerFolder, removeLearnerFolder } from './learnerFolder';
import { learnerLaunch } from './launchPlan';
import type { KnownProgram, LearnerLaunchOptions } from './launchPlan';
import { PipeChannel } from './pipeChannel';
import { startProcess } from './startProcess';

export interface CalibrationOptions {
  program: KnownProgram;
  /** What measures, and where its folder is made: both real paths. */
  bundle: string;
  temporary: string;
  engine: LearnerLaunchOptions['engine'];
  /** Where costs are kept from one run to the next; nowhere if not said. */
  keptIn?: string;
  /** What is kept there counts no more: something else ran while it was measured, say. */
  again?: 'again';
  /** Nothing had been kept, and it takes a while. */
  onMeasuring?: () => void;
  signal?: AbortSignal;
}

/** What a process that measures says. */
export type FromCalibration =
  | { type: 'measured'; device: string; readyMs: number; costs: CallCosts }
  /** The engine cannot be had here. */
  | { type: 'absent'; passedOver: PassedOver[] };

/** Why it could not be measured, where it could not. */
export type Measured = { costs: EngineCosts } | { absent: PassedOver };

const withinMs = 45_000;
/** An engine that is not there is found out sooner. */
const silentMs = 800;
const heapMB = 1024;

/** What the calls of an engine cost on this machine, as measured once or as measured now. */
export async function engineCosts(
  options: CalibrationOptions,
  machine = machineFor(options.engine, options.bundle),
): Promise<Measured> {
  const { engine, keptIn, again } = options;
  const kept = keptIn === undefined || again ? undefined : readCosts(keptIn, machine);
  if (kept) return { costs: kept };
  const telling = setTimeout(() => options.onMeasuring?.(), silentMs);
  const found = await measured(options).finally(() => clearTimeout(telling));
  if (found.type === 'died') return { absent: { engine: engine.name, why: 'died', detail: found.detail } };
  if (found.type === 'absent') {
    const [why] = found.passedOver;
    return { absent: why ?? { engine: engine.name, why: 'didNotLoad', detail: '' } };
  }
  const { device, readyMs } = found;
  const costs: EngineCosts = { formatVersion: 1, measuredOn: { ...machine, device }, readyMs, ...found.costs };
  if (keptIn !== undefined) writeCosts(keptIn, machine, costs);
  return { costs };
}

/** In a process that is started as a learner's, for costs depend on how its memory is given out. */
async function measured({
  program,
  bundle,
  temporary,
  engine,
  signal,
}: CalibrationOptions): Promise<FromCalibration | { type: 'died'; detail: string }> {
  const folder = createLearnerFolder(temporary);
  const started = startProcess(learnerLaunch(program, { bundle, folder, heapMB, engine }), folder);
  const channel = new PipeChannel<never, FromCalibration>(started.pipe, parse, started.exited);
  let inTime = true;
  const stop = () => started.kill();
  const timer = setTimeout(() => {
    inTime = false;
    stop();
  }, withinMs);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await new Promise((resolve) => {
      channel.onMessage(resolve);
      channel.onClose(() => {
        const said = started.lastWords() || 'it said nothing';
        resolve({ type: 'died', detail: inTime ? said : `no answer within ${withinMs / 1000} s` });
      });
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    started.kill();
    await started.exited;
    await removeLearnerFolder(folder);
  }
}

const parse = (message: unknown): FromCalibration => parseFromCalibration(message, '');

const parseFromCalibration: Parser<FromCalibration> = union<'type', FromCalibration>('type', {
  measured: record({ device: text, readyMs: real, costs: parseCallCosts }),
  absent: record({ passedOver }),
});
