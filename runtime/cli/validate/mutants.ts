import type { ExerciseSource } from '../../../build/course.mjs';
import type { Bench } from './bench';
import { mutantsOf } from './mutate';

export interface MutantReport {
  total: number;
  killed: number;
  survivors: { change: string; reason: string | undefined }[];
}

const seed = 1;

/** Puts every mutant of the solution before the judge: a good set of checks lets none pass unnoticed. */
export async function killMutants(bench: Bench, source: ExerciseSource): Promise<MutantReport> {
  const mutants = mutantsOf(source.solution);
  const verdicts = await bench.each(mutants, ({ text }) => bench.judge(source, text, seed, 'untilFailure'));
  const survivors = mutants
    .filter((_, i) => verdicts[i]!.outcome === 'pass')
    .map(({ change }) => ({ change, reason: source.survivors[change] }));
  return { total: mutants.length, killed: mutants.length - survivors.length, survivors };
}
