import type { ScriptResult } from '../protocol/script';
import { assess } from './assess';
import type { Assessment, Expectation } from './assess';
import type { KnownMistake } from './diagnose';
import { differences } from './gradientCheck';
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
      spec.kind === 'gradient' && !isFree(spec) ? this.#differentiate(spec, trial, this.#reference) : undefined;
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

  mistakes(spec: ScriptedSpec, finding: string): KnownMistake[] {
    return this.#prepared.mistakes.map((mistake) => {
      const code = this.#mistakeCode(mistake);
      return {
        id: mistake.id,
        answer: (trial) => code.answer(trial),
        rejectedAlike: (trial, answer) => {
          const numeric = isFree(spec) ? this.#differentiate(spec, trial, code) : undefined;
          return this.assess(spec, trial, answer, numeric).mismatch?.finding.code === finding;
        },
      };
    });
  }

  readonly #mistakeCodes = new Map<string, { run: CourseCode['run']; answer(trial: Trial): ScriptResult }>();

  #mistakeCode(mistake: Prepared['mistakes'][number]): { run: CourseCode['run']; answer(trial: Trial): ScriptResult } {
    const known = this.#mistakeCodes.get(mistake.id);
    if (known) return known;
    const code = this.#preparations.mistake(this.#prepared, mistake);
    const answers = new Map<Trial, ScriptResult>();
    const answer = (trial: Trial): ScriptResult => {
      const given = answers.get(trial) ?? code.run(trial.script);
      answers.set(trial, given);
      return given;
    };
    const made = { run: (script: Trial['script']) => code.run(script), answer };
    this.#mistakeCodes.set(mistake.id, made);
    return made;
  }

  #differentiate(spec: ScriptedSpec, trial: Trial, code: Pick<CourseCode, 'run'>): NumericGradients {
    const { scripts, gradients } = differences(spec, trial, this.around);
    return gradients(scripts.map((script) => code.run(script)));
  }
}

const isFree = (spec: ScriptedSpec): boolean => spec.kind === 'gradient' && spec.options.forward === 'learner';
