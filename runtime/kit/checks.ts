import type { NDArray } from '../np/np';
import type { Draw } from './draw';
import { fn } from './functions';
import type { FunctionArgument } from './functions';
import type { Decoded, Recordable, Recorded } from './recorded';

export type { Draw } from './draw';
export { gradientsOf, imagesAndFilters, lossGradients, pass, passLoss, scoredRows, thereAndBack } from './layers';
export { accuracy, alike, awake, changedRows, lamps, near, partedByLine, scoresOf, twoLayers } from './nets';
export type { Recordable, Recorded, Ref } from './recorded';

/** Written out by the author: the numbers of an example never come from code of ours. */
export type Literal = number | boolean | string | null | Literal[] | { [name: string]: Literal };

export interface CaseOptions {
  /** Random draws of a hidden case (12), a law (12) or a gradient check (3). */
  draws?: number;
  rtol?: number;
  atol?: number;
  /** The code may change its inputs in place. */
  mayChange?: true;
  /** Any dtype will do. */
  dtype?: 'any';
  /** How often each function of the catalogue may be called, by its name. */
  maxCalls?: Record<string, number>;
}

export interface GradientOptions extends CaseOptions {
  /** Differentiate the learner's own forward numerically, where that is free in form; otherwise it is the reference's. */
  forward?: 'learner';
}

export interface Samples {
  x: NDArray;
  /** One whole number per row of `x`. */
  t: NDArray;
}

export interface TrainPlan<Me, R extends Recordable = Recordable> {
  /** Without it: the exercise's `dataset`. */
  data?: (d: Draw) => { train: Samples; test: Samples };
  /** Starts the learner's own loop, which calls `report(step, predict)`; what it returns is what has been learnt. */
  run: (me: Me, train: Samples, report: FunctionArgument, d: Draw) => R;
  /** What a net with `learnt` in it says about `x`: computed by the judge, and the last report must agree. */
  scores: (learnt: Decoded<R>, x: NDArray) => NDArray;
  steps: number;
  batchSize: number;
  target: { testAccuracy?: number; trainAccuracy?: number };
  /** Steps between two plotted points; without it there are about thirty. */
  reportEvery?: number;
}

/** Numeric inputs by name, from which a gradient check starts. */
type Inputs = Record<string, unknown>;

export interface GradientResult<D> {
  /** `[y, dy]` stands for sum(y * dy); `y` alone for a number. */
  loss: Recordable;
  /** The gradients that the code computed, by the name of the input. */
  of: { [K in keyof D]?: Recordable };
}

/** What a law says of a result. */
export type Held = boolean | string | Record<string, boolean>;

/** The words of a `checks.ts`. `Me` is the learner's module: what is called there is recorded, and run later. */
export interface CheckWords<Me> {
  /** Visible. `expected` is worked by hand or taken from the book. */
  example(name: string, build: (me: Me) => Recordable, expected: Literal, options?: CaseOptions): void;
  /** Hidden: compared with the reference on the same random draws. */
  hidden(name: string, build: (me: Me, d: Draw) => Recordable, options?: CaseOptions): void;
  /**
   * Hidden: something that holds for every right answer. `d` draws the same again. A string is the message id of what does
   * not hold; a record has claims by their message ids, of which the first that is false counts.
   */
  law<const R extends Recordable>(
    name: string,
    build: (me: Me, d: Draw) => R,
    holds: (result: Decoded<R>, d: Draw) => Held,
    options?: CaseOptions,
  ): void;
  /** Hidden: the gradients against central differences. */
  gradient<D extends Inputs>(
    name: string,
    draws: (d: Draw) => D,
    build: (me: Me, inputs: D) => GradientResult<D>,
    options?: GradientOptions,
  ): void;
  /** Visible: the code must throw. */
  throws(name: string, build: (me: Me) => Recordable, options?: CaseOptions): void;
  /** The learner's own net learns, charted. */
  train<const R extends Recordable>(name: string, plan: TrainPlan<Me, R>): void;
  /** Functions to hand to the learner's code. */
  fn: typeof fn;
}

/** The specification as data; what the builders record is known when the judge calls them. */
export type CaseSpec =
  | { kind: 'example'; name: string; build: (me: never) => unknown; expected: Literal; options: CaseOptions }
  | { kind: 'hidden'; name: string; build: (me: never, d: Draw) => unknown; options: CaseOptions }
  | {
      kind: 'law';
      name: string;
      build: (me: never, d: Draw) => unknown;
      holds: (result: never, d: Draw) => Held;
      options: CaseOptions;
    }
  | {
      kind: 'gradient';
      name: string;
      draws: (d: Draw) => Inputs;
      build: (me: never, inputs: never) => GradientResult<Inputs>;
      options: GradientOptions;
    }
  | { kind: 'throws'; name: string; build: (me: never) => unknown; options: CaseOptions }
  | {
      kind: 'train';
      name: string;
      plan: Omit<TrainPlan<never>, 'scores'> & { scores: (learnt: never, x: NDArray) => NDArray };
    };

/** What a `checks.ts` exports: its cases, collected when asked for, so that its own helpers may stand below. */
export type Checks = () => CaseSpec[];

export function checks<M>(author: (words: CheckWords<Recorded<M>>) => void): Checks {
  return () => {
    const cases: CaseSpec[] = [];
    author({
      example: (name, build, expected, options = {}) => cases.push({ kind: 'example', name, build, expected, options }),
      hidden: (name, build, options = {}) => cases.push({ kind: 'hidden', name, build, options }),
      law: (name, build, holds, options = {}) => cases.push({ kind: 'law', name, build, holds, options }),
      gradient: (name, draws, build, options = {}) => cases.push({ kind: 'gradient', name, draws, build, options }),
      throws: (name, build, options = {}) => cases.push({ kind: 'throws', name, build, options }),
      train: (name, plan) => cases.push({ kind: 'train', name, plan }),
      fn,
    });
    return cases;
  };
}
