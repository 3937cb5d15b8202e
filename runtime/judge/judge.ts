import type { CheckEvent, CheckRequest, JudgeService } from '../protocol/judge';
import type { EngineSurvey } from '../protocol/pricing';
import type { Verdict } from '../protocol/verdict';
import type { Evaluate } from '../script/module';
import { Check } from './check';
import type { CheckParts } from './check';
import { systemClock } from './clock';
import type { Clock } from './clock';
import type { Datasets } from './datasets';
import { unmeasured } from './engineRanking';
import type { EngineRanking } from './engineRanking';
import type { LearnerPool } from './learnerPool';
import { Preparations } from './prepare';
import type { JudgeCourse } from './prepare';

export interface JudgeOptions {
  course: JudgeCourse;
  learners: LearnerPool;
  evaluate: Evaluate;
  datasets: Datasets;
  clock?: Clock;
  /** Which engine is the fastest; without it, training takes what computes on the processor. */
  ranking?: EngineRanking;
  /** What the learners run on, as a person would name it. */
  device?: string;
}

/** From text to verdict: the same path for the extension, the command line and the tests. */
export class Judge implements JudgeService {
  readonly #parts: CheckParts;
  readonly #running = new Set<AbortController>();

  constructor(options: JudgeOptions) {
    const { course, learners, evaluate, datasets, clock = systemClock, ranking = unmeasured, device = 'CPU' } = options;
    this.#parts = { preparations: new Preparations(course, evaluate), learners, clock, datasets, ranking, device };
  }

  check(request: CheckRequest, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<Verdict> {
    return this.#until(signal, (own) => new Check(this.#parts, request, onEvent, own).run());
  }

  survey(again: boolean, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<EngineSurvey | undefined> {
    const { ranking } = this.#parts;
    const at = (engine: string) => onEvent({ type: 'measuringEngine', engine });
    return this.#until(signal, async (own) => {
      await ranking.measure(at, own, again ? 'again' : undefined);
      return own.aborted ? undefined : ranking.survey;
    });
  }

  /** Until whoever asked for it cancels it, or all is over. */
  async #until<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const own = new AbortController();
    const abort = () => own.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    this.#running.add(own);
    try {
      return await work(own.signal);
    } finally {
      this.#running.delete(own);
      signal.removeEventListener('abort', abort);
    }
  }

  /** Cancels what runs. The learners belong to whoever made the pool. */
  async dispose(): Promise<void> {
    for (const running of this.#running) running.abort();
  }
}
