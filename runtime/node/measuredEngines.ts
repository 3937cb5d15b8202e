import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { choose } from '../engines/pricing/choose';
import type { EngineCosts } from '../engines/pricing/costs';
import type { EngineRanking } from '../judge/engineRanking';
import type { PassedOver } from '../protocol/engine';
import type { Prediction, StepFeatures } from '../protocol/pricing';
import { engineCosts } from './calibration';
import type { CalibrationOptions, Measured } from './calibration';
import { engineStart } from './engineFiles';
import { bundles, thisProgram } from './launchPlan';
import type { JudgeFolders } from './launchPlan';

/** Those that may be the fastest: whatever `javascript` computes, `cpu` computes no more slowly. */
const candidates = ['native', 'cpu', 'webgpu', 'tfjs-node-gpu'];

/** Of the program in this folder. */
export const measuredEngines = (distDir: string, { tfjs, costs }: JudgeFolders): MeasuredEngines =>
  new MeasuredEngines({
    program: thisProgram(),
    bundle: bundles(realpathSync(distDir)).calibration,
    temporary: tmpdir(),
    start: (engine) => engineStart(engine, distDir, tfjs),
    ...(costs !== undefined && { keptIn: costs }),
  });

export type MeasuredEnginesOptions = Pick<CalibrationOptions, 'program' | 'bundle' | 'temporary' | 'keptIn'> & {
  start(engine: string): CalibrationOptions['engine'];
};

/** The engines of this machine and what their calls cost, measured once and kept. */
export class MeasuredEngines implements EngineRanking {
  readonly #options: MeasuredEnginesOptions;
  #costs: readonly EngineCosts[] | undefined;
  #absent: readonly PassedOver[] = [];
  #measuring: Promise<void> = Promise.resolve();

  constructor(options: MeasuredEnginesOptions) {
    this.#options = options;
  }

  /** One after the other, and one check after the other: what is measured has the machine for itself. */
  measure(at: (engine: string) => void, signal: AbortSignal): Promise<void> {
    this.#measuring = this.#measuring.then(() => this.#measure(at, signal));
    return this.#measuring;
  }

  async #measure(at: (engine: string) => void, signal: AbortSignal): Promise<void> {
    if (this.#costs) return;
    const { start, ...options } = this.#options;
    const found: Measured[] = [];
    for (const name of candidates) {
      const one = await engineCosts({ ...options, engine: start(name), onMeasuring: () => at(name), signal });
      if (signal.aborted) return;
      found.push(one);
    }
    this.#costs = found.flatMap((one) => ('costs' in one ? [one.costs] : []));
    this.#absent = found.flatMap((one) => ('absent' in one ? [one.absent] : []));
  }

  get absent(): readonly PassedOver[] {
    return this.#absent;
  }

  rank(step: StepFeatures): Prediction[] {
    return choose(step, this.#costs ?? []);
  }
}
