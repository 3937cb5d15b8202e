import type { ExerciseSource } from '../../../build/course.mjs';
import type { Bench } from './bench';
import { mutantsOf } from './mutate';

export interface MutantReport {
  total: number;
  killed: number;
  survivors: { change: string; reason: string | undefined }[];
  /** Of what `exercise.yaml` gives a reason for, what does not survive. */
  stale: string[];
}

const seed = 1;

/** Puts every mutant of the solution before the judge: a good set of checks lets none pass unnoticed. */
export async function killMutants(bench: Bench, source: ExerciseSource): Promise<MutantReport> {
  const judged = await Promise.all(
    mutantsOf(source.solution).map(async ({ change, text }) => ({
      change,
      verdict: await bench.judge(source, text, seed, 'untilFailure'),
    })),
  );
  // What is no program any more proves nothing of the checks.
  const mutants = judged.filter(({ verdict }) => verdict.failure?.finding.code !== 'syntax');
  const fault = mutants.find(({ verdict }) => verdict.error?.reason === 'internal');
  if (fault) throw new Error(`${source.id}, mutant ${fault.change}: ${fault.verdict.error?.detail}`);
  const survivors = mutants
    .filter(({ verdict }) => verdict.outcome === 'pass')
    .map(({ change }) => ({ change, reason: source.survivors[change] }));
  return {
    total: mutants.length,
    killed: mutants.length - survivors.length,
    survivors,
    stale: Object.keys(source.survivors).filter((known) => !survivors.some(({ change }) => change === known)),
  };
}
