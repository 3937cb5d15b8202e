import type { CallCosts, EngineCosts } from '../engines/pricing/costs';
import { parseCallCosts } from '../engines/pricing/parseCosts';
import { record, text, union, type Parser } from '../protocol/parse';
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
}

/** What a process that measures says. */
export type FromCalibration =
  | { type: 'measured'; device: string; costs: CallCosts }
  /** The engine cannot be had here. */
  | { type: 'absent' };

const withinMs = 60_000;
const heapMB = 1024;

/** What the calls of an engine cost on this machine, as measured once or as measured now; `undefined` where it cannot be had. */
export async function engineCosts(options: CalibrationOptions): Promise<EngineCosts | undefined> {
  const { engine, bundle, keptIn } = options;
  const machine = machineFor(engine, bundle);
  const kept = keptIn === undefined ? undefined : readCosts(keptIn, machine);
  if (kept) return kept;
  const found = await measured(options);
  if (found?.type !== 'measured') return undefined;
  const costs: EngineCosts = { formatVersion: 1, measuredOn: { ...machine, device: found.device }, ...found.costs };
  if (keptIn !== undefined) writeCosts(keptIn, machine, costs);
  return costs;
}

/** In a process that is started as a learner's, for costs depend on how its memory is given out. */
async function measured({
  program,
  bundle,
  temporary,
  engine,
}: CalibrationOptions): Promise<FromCalibration | undefined> {
  const folder = createLearnerFolder(temporary);
  const started = startProcess(learnerLaunch(program, { bundle, folder, heapMB, engine }), folder);
  const channel = new PipeChannel<never, FromCalibration>(started.pipe, parse, started.exited);
  const timer = setTimeout(() => started.kill(), withinMs);
  try {
    return await new Promise((resolve) => {
      channel.onMessage(resolve);
      channel.onClose(() => resolve(undefined));
    });
  } finally {
    clearTimeout(timer);
    started.kill();
    await started.exited;
    await removeLearnerFolder(folder);
  }
}

const parse = (message: unknown): FromCalibration => parseFromCalibration(message, '');

const parseFromCalibration: Parser<FromCalibration> = union<'type', FromCalibration>('type', {
  measured: record({ device: text, costs: parseCallCosts }),
  absent: record({}),
});
