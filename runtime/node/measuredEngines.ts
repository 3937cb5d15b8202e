import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { choose } from '../engines/pricing/choose';
import type { EngineRanking } from '../judge/engineRanking';
import { figuresOf } from '../engines/pricing/figures';
import type { EngineSurvey, Prediction, StepFeatures } from '../protocol/pricing';
import { engineCosts } from './calibration';
import type { CalibrationOptions, Measured } from './calibration';
import { readCosts } from './calibrationFile';
import { machineFor } from './calibrationMachine';
import { engineStart } from './engineFiles';
import { bundles, thisProgram } from './launchPlan';
import type { JudgeFolders } from './launchPlan';

/** Those that may be the fastest: whatever `javascript` computes, `cpu` computes no more slowly. */
const candidates = ['native', 'cpu', 'webgpu', 'tfjs-node-gpu'];

/** What ended the process that measured it may have been the hour. */
const againAfterMs = 10 * 60_000;

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
  /** By engine, and for which machine that holds: drivers come, and packages are installed. */
  readonly #known = new Map<string, { key: string; measured: Measured; until: number }>();
  #measuring: Promise<void> = Promise.resolve();

  constructor(options: MeasuredEnginesOptions) {
    this.#options = options;
  }

  /** One after the other, and one check after the other: what is measured has the machine for itself. */
  measure(at: (engine: string) => void, signal: AbortSignal, again?: 'again'): Promise<void> {
    this.#measuring = this.#measuring.then(() => this.#measure(at, signal, again));
    return this.#measuring;
  }

  /** Takes what is kept, and measures nothing. */
  recall(): void {
    const { start, bundle, keptIn } = this.#options;
    for (const name of candidates) {
      const machine = machineFor(start(name), bundle);
      const costs = keptIn === undefined ? undefined : readCosts(keptIn, machine);
      if (costs) this.#known.set(name, { key: JSON.stringify(machine), measured: { costs }, until: Infinity });
    }
  }

  /** Never rejects: what cannot be measured is absent. */
  async #measure(at: (engine: string) => void, signal: AbortSignal, again: 'again' | undefined): Promise<void> {
    const { start, ...options } = this.#options;
    for (const name of candidates) {
      const engine = start(name);
      const machine = machineFor(engine, options.bundle);
      const key = JSON.stringify(machine);
      const known = this.#known.get(name);
      if (!again && known?.key === key && Date.now() < known.until) continue;
      const asked = { ...options, engine, onMeasuring: () => at(name), signal, ...(again && { again }) };
      const measured = await engineCosts(asked, machine).catch((error: unknown): Measured => ({
        absent: { engine: name, why: 'died', detail: String(error) },
      }));
      if (signal.aborted) return;
      const died = 'absent' in measured && measured.absent.why === 'died';
      this.#known.set(name, { key, measured, until: died ? Date.now() + againAfterMs : Infinity });
    }
  }

  get survey(): EngineSurvey {
    return {
      measured: this.#measured.flatMap((one) => ('costs' in one ? [figuresOf(one.costs)] : [])),
      absent: this.#measured.flatMap((one) => ('absent' in one ? [one.absent] : [])),
    };
  }

  rank(step: StepFeatures): Prediction[] {
    return choose(
      step,
      this.#measured.flatMap((one) => ('costs' in one ? [one.costs] : [])),
    );
  }

  get #measured(): Measured[] {
    return Array.from(this.#known.values(), ({ measured }) => measured);
  }
}
