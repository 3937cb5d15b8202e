import os from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import type { ExerciseSource } from '../../../build/course.mjs';
import type { OpenCourse } from '../../course/course';
import { Preparations } from '../../judge/prepare';
import { evaluate } from '../../node/evaluate';
import type { CheckRequest, JudgeService } from '../../protocol/judge';
import type { Verdict } from '../../protocol/verdict';

/** Where texts are put before the judge, as many at a time as there are cores. */
export class Bench {
  /** The exercises as the judge reads them, for what is asked without a learner. */
  readonly preparations: Preparations;
  readonly signal: AbortSignal;
  /** On each of these, right texts pass and mistakes are told. */
  readonly engines: readonly string[];
  readonly #judge: JudgeService;
  readonly #waiting: (() => void)[] = [];
  #free = os.availableParallelism();

  constructor(judge: JudgeService, course: OpenCourse, signal: AbortSignal, engines: readonly string[]) {
    this.#judge = judge;
    this.engines = engines;
    this.preparations = new Preparations(course, evaluate);
    this.signal = signal;
  }

  judge(
    { id }: ExerciseSource,
    text: string,
    seed: number,
    extent: NonNullable<CheckRequest['extent']>,
    engine = 'cpu',
  ): Promise<Verdict> {
    const request: CheckRequest = {
      exercise: id,
      file: `${id}.ts`,
      text,
      seed,
      engine,
      uses: [],
      mode: 'check',
      extent,
    };
    return this.inTurn(() => this.#judge.check(request, () => {}, this.signal));
  }

  /** `task`, once it is its turn and whoever waits for an answer has been heard; rejects once nobody wants to know. */
  async inTurn<T>(task: () => T | Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((next) => this.#waiting.push(next));
    try {
      await turn();
      this.signal.throwIfAborted();
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
