import os from 'node:os';
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
  readonly #judge: JudgeService;

  constructor(judge: JudgeService, course: OpenCourse, signal: AbortSignal) {
    this.#judge = judge;
    this.preparations = new Preparations(course, evaluate);
    this.signal = signal;
  }

  judge(
    { id }: ExerciseSource,
    text: string,
    seed: number,
    extent: NonNullable<CheckRequest['extent']>,
  ): Promise<Verdict> {
    const request: CheckRequest = {
      exercise: id,
      file: `${id}.ts`,
      text,
      seed,
      engine: 'cpu',
      uses: [],
      mode: 'check',
      extent,
    };
    return this.#judge.check(request, () => {}, this.signal);
  }

  /** `task` on every item, in order of the items. */
  async each<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let i = next++; i < items.length; i = next++) results[i] = await task(items[i]!);
    };
    await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
    return results;
  }
}
