import type { ExerciseSource } from '../../../build/course.mjs';
import { compileText } from '../../judge/compile';
import { Examiner } from '../../judge/examiner';
import { isScripted, planCases } from '../../judge/plannedCase';
import type { ScriptedCase } from '../../judge/plannedCase';
import type { Preparations, Prepared } from '../../judge/prepare';
import { CourseCode } from '../../judge/reference';
import { evaluate } from '../../node/evaluate';
import type { CheckRequest } from '../../protocol/judge';

/** The cases of one check, with one seed: what a text is asked, and who knows the answers. */
export interface Asked {
  seed: number;
  cases: ScriptedCase[];
  examiner: Examiner;
}

export function ask(preparations: Preparations, prepared: Prepared, seed: number): Asked {
  const { id, limits } = prepared.exercise;
  const around = {
    isClass: (entry: string) => prepared.kinds.get(entry) === 'class',
    timeLimitMs: limits.caseMs,
  };
  const request: CheckRequest = { exercise: id, file: id, text: '', seed, engine: 'cpu', uses: [], mode: 'check' };
  return {
    seed,
    cases: planCases(prepared, around, request).filter(isScripted),
    examiner: new Examiner(prepared, preparations, around),
  };
}

/** A text of the course, to be asked in this very process: it is the author's own, and need not be guarded against. */
export function courseCode({ modules, exercise: { id } }: Prepared, text: string): CourseCode {
  const others = modules.slice(0, -1);
  const compiled = compileText(id, id, text, (path) => others.some((other) => other.path === path));
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.failure));
  return new CourseCode([...others, compiled.module], id, evaluate);
}

/** The first case that a text answers wrongly, and how; the same interpreter and the same judgement as in a check. */
export function wrongAnswer({ cases, examiner }: Asked, code: CourseCode): string | undefined {
  for (const planned of cases) {
    for (const trial of planned.trials) {
      const free = examiner.differences(planned, trial);
      const numeric = free?.gradients(free.scripts.map((script) => code.run(script)));
      const { mismatch } = examiner.assess(planned.spec, trial, code.run(trial.script), numeric);
      if (mismatch) return `"${planned.name}": ${JSON.stringify(mismatch.finding)}`;
    }
  }
  return undefined;
}

/** Every text that is right, by the name of its file. */
export const rightAnswers = ({ solution, alternatives }: ExerciseSource): [string, string][] => [
  ['solution.ts', solution],
  ...Object.entries(alternatives).map(([name, text]): [string, string] => [`alternatives/${name}.ts`, text]),
];
