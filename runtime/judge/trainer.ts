import type { CheckEvent } from '../protocol/judge';
import type { PassedOver } from '../protocol/engine';
import type { Prediction, StepFeatures } from '../protocol/pricing';
import type { TrainingEngine } from '../protocol/training';
import type { Finding } from '../protocol/verdict';
import type { EngineRanking } from './engineRanking';
import { Stopped } from './session';
import type { Session } from './session';
import type { TrainingWatch } from './trainCase';
import type { TrainSpec } from './trainingPlan';

export interface TrainerParts {
  /** As the request has it: `auto`, or an engine for everything. */
  engine: string;
  ranking: EngineRanking;
  watch: TrainingWatch;
  /** Opens a learner with the texts in it, which has so much time from now on. */
  open(engine: string, limitMs: number): Promise<Session>;
  /** What the last one that was opened computes on, as a person would name it. */
  device(): string;
  onEvent(event: CheckEvent): void;
}

/** Taken while nothing is known, one after the other. */
const usual = ['native', 'cpu'];

/**
 * One training run, on the engine that is the fastest for its net: it begins on the processor, and once a step has been recorded and
 * priced, it begins again where that pays. Where a device is lost, it begins again, from its seed, on the next engine.
 */
export class Trainer {
  readonly #parts: TrainerParts;
  /** Engines that cannot be had, or are lost. */
  readonly #out = new Set<string>();
  readonly #lost: TrainingEngine['lost'] = [];
  #predictions: Prediction[] = [];
  #startedMs = 0;

  constructor(parts: TrainerParts) {
    this.#parts = parts;
  }

  /** What is wrong with the run, if anything. */
  async run(spec: TrainSpec, limitOf: (engine: string) => number): Promise<Finding | undefined> {
    const { engine, open, watch, device } = this.#parts;
    let asked = engine === 'auto' ? usual[0]! : engine;
    for (;;) {
      try {
        const limitMs = limitOf(asked);
        const session = await open(asked, limitMs);
        const here = session.engine?.name ?? asked;
        if (here !== asked && !this.#serves(here, asked)) throw ended(session);
        this.#startedMs = watch.begin();
        this.#tell(here, device());
        return await watch.run(session, spec, limitMs, (step) => this.#decide(here, step, spec.plan.steps));
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        if (error.reason === 'deviceLost') this.#lose(asked, error.detail);
        else if (error.reason !== 'enough') throw error;
        asked = this.#next();
        // It takes a moment until that one is there.
        this.#tell(asked, '');
      }
    }
  }

  /** What the run could not have. */
  get passedOver(): PassedOver[] {
    const { engine, ranking } = this.#parts;
    const lost = this.#lost.map((one): PassedOver => ({ engine: one.engine, why: 'lost', detail: one.detail }));
    return [...lost, ...(engine === 'auto' ? ranking.survey.absent : [])];
  }

  /** The engine that it ran on comes first. */
  get predictions(): Prediction[] {
    return this.#predictions;
  }

  /** Whether the run stays where it is. Decided once: what a step asks for differs a little from one to the next. */
  #decide(here: string, step: StepFeatures, totalSteps: number): boolean {
    const { engine, ranking, device } = this.#parts;
    if (this.#predictions.length > 0) return true;
    const ranked = ranking.rank(step);
    const current = ranked.find((one) => one.engine === here);
    const best = ranked.find((one) => !this.#out.has(one.engine));
    if (!current || !best) return true;
    const saved = (current.msPerStep - best.msPerStep) * totalSteps;
    const stays = engine !== 'auto' || saved <= best.readyMs;
    const first = stays ? current : best;
    this.#predictions = [first, ...ranked.filter((one) => one !== first)];
    if (stays) this.#tell(here, device());
    return stays;
  }

  /** Whether this engine is the next best where the one that was asked for cannot be had. */
  #serves(engine: string, asked: string): boolean {
    this.#out.add(asked);
    return this.#next() === engine;
  }

  #lose(engine: string, detail: string): void {
    this.#out.add(engine);
    this.#lost.push({ engine, detail, step: this.#parts.watch.drawnTo });
  }

  /** The fastest of those that are left, the engine in use first in what is told from now on. */
  #next(): string {
    const left = this.#predictions.filter(({ engine }) => !this.#out.has(engine));
    this.#predictions = [...left, ...this.#predictions.filter((one) => !left.includes(one))];
    return left[0]?.engine ?? usual.find((engine) => !this.#out.has(engine)) ?? usual.at(-1)!;
  }

  #tell(engine: string, device: string): void {
    const [predictions, startedMs, lost] = [this.#predictions, this.#startedMs, [...this.#lost]];
    this.#parts.onEvent({ type: 'trainingEngine', engine, device, predictions, startedMs, lost });
  }
}

/** Nobody wants to know more of it. */
function ended(session: Session): Stopped {
  const stopped = new Stopped('enough');
  session.stop(stopped);
  return stopped;
}
