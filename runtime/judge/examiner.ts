import type { ScriptResult } from '../protocol/script';
import { assess } from './assess';
import type { Assessment, Expectation } from './assess';
import { findingKey } from './diagnose';
import type { KnownMistake } from './diagnose';
import { differences, differentiate } from './gradientCheck';
import type { Differences, NumericGradients } from './gradientCheck';
import type { ScriptedCase } from './plannedCase';
import type { Preparations, Prepared } from './prepare';
import type { CourseCode } from './reference';
import type { ScriptedSpec, Surroundings, Trial } from './trial';

/** Knows the right answers of one check: the reference's, and the numeric gradients. */
export class Examiner {
  readonly around: Surroundings;
  readonly #prepared: Prepared;
  readonly #preparations: Preparations;
  readonly #reference: CourseCode;
  readonly #expectations = new Map<Trial, Expectation>();
  #mistakes: KnownMistake[] | undefined;

  constructor(prepared: Prepared, preparations: Preparations, around: Surroundings) {
    this.around = around;
    this.#prepared = prepared;
    this.#preparations = preparations;
    this.#reference = preparations.reference(prepared);
  }

  expect(spec: ScriptedSpec, trial: Trial): Expectation {
    const known = this.#expectations.get(trial);
    if (known) return known;
    const reference = this.#reference.run(trial.script);
    const threw = reference.observations.find(({ kind }) => kind === 'threw');
    if (threw?.kind === 'threw' && spec.kind !== 'throws') {
      throw new Error(`${this.#prepared.exercise.id}: the reference threw in '${spec.name}': ${threw.error.message}`);
    }
    const numeric =
      spec.kind === 'gradient' && !isFree(spec) ? differentiate(spec, trial, this.around, this.#reference) : undefined;
    const expectation = { reference, ...(numeric && { numeric }) };
    this.#expectations.set(trial, expectation);
    return expectation;
  }

  assess(spec: ScriptedSpec, trial: Trial, answer: ScriptResult, numeric?: NumericGradients): Assessment {
    const expectation = { ...this.expect(spec, trial), ...(numeric && { numeric }) };
    return assess(spec, trial, answer, expectation, this.#prepared.exercise.tolerance);
  }

  /** What the learner must be asked so that its own forward can be differentiated, where that is free in form. */
  differences({ spec }: ScriptedCase, trial: Trial): Differences | undefined {
    return spec.kind === 'gradient' && isFree(spec) ? differences(spec, trial, this.around) : undefined;
  }

  /** The known mistakes, each loaded once and asked each script once. */
  mistakes(): KnownMistake[] {
    this.#mistakes ??= this.#prepared.mistakes.map((mistake) => {
      const code = this.#preparations.mistake(this.#prepared, mistake);
      const answer = remembered((trial: Trial) => code.run(trial.script));
      const numericOf = (spec: ScriptedSpec, trial: Trial) =>
        isFree(spec) ? differentiate(spec, trial, this.around, code) : undefined;
      const finding = (spec: ScriptedSpec, trial: Trial) =>
        findingKey(this.assess(spec, trial, answer(trial), numericOf(spec, trial)).mismatch?.finding);
      return { id: mistake.id, answer, finding };
    });
    return this.#mistakes;
  }
}

const isFree = (spec: ScriptedSpec): boolean => spec.kind === 'gradient' && spec.options.forward === 'learner';

function remembered<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? work(key);
    known.set(key, value);
    return value;
  };
}
