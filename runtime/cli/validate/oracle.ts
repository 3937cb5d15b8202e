import { spawn } from 'node:child_process';
import type { ExerciseSource } from '../../../build/course.mjs';
import { compare } from '../../judge/compare';
import type { Preparations } from '../../judge/prepare';
import { assemble, drawSeed, makeTrial } from '../../judge/trial';
import type { ScriptedSpec, Trial } from '../../judge/trial';
import type { Observation, ScriptResult } from '../../protocol/script';
import type { Value } from '../../protocol/value';
import oracleProgram from './oracle.py';
import { fromPython, toPython } from './pythonWire';

export interface OracleReport {
  scripts: number;
  disagreements: string[];
}

const seeds = Array.from({ length: 50 }, (_, i) => 1 + 104_729 * i);

/** Both are float64 and written from the same mathematics: what is left is the order of sums. */
const rules = { rtol: 1e-9, atol: 1e-11, anyDType: false, anyValue: false };

/** `solution.py` under NumPy against `solution.ts` under np: the same scripts, on 50 seeds of every case but training. */
export async function compareWithOracle(
  preparations: Preparations,
  source: Pick<ExerciseSource, 'id' | 'solutionPy'>,
  python: string,
): Promise<OracleReport> {
  const prepared = await preparations.of(source.id);
  const reference = preparations.reference(prepared);
  const around = {
    isClass: (entry: string) => prepared.kinds.get(entry) === 'class',
    timeLimitMs: prepared.exercise.limits.caseMs,
  };
  const trials = prepared.specs
    .filter((spec): spec is ScriptedSpec => spec.kind !== 'train')
    .flatMap((spec) =>
      seedsOf(spec).map((seed) => ({ spec, trial: makeTrial(spec, around, drawSeed(seed, spec.name, 0)) })),
    );
  const asked = trials.map(({ trial }) => trial);
  const answers = await askPython(python, source.solutionPy, asked).catch((error: unknown) => String(error));
  if (typeof answers === 'string') return { scripts: 0, disagreements: [answers] };
  const disagreements: string[] = [];
  for (const [i, { spec, trial }] of trials.entries()) {
    const why = disagreement(trial, reference.run(trial.script), answers[i]!);
    if (why) disagreements.push(`"${spec.name}", seed ${trial.seed}: ${why}`);
    if (disagreements.length === 5) break;
  }
  return { scripts: trials.length, disagreements };
}

/** What draws nothing is asked once. */
const seedsOf = ({ kind }: ScriptedSpec): number[] =>
  kind === 'example' || kind === 'throws' ? seeds.slice(0, 1) : seeds;

function disagreement(trial: Trial, ours: ScriptResult, theirs: ScriptResult): string | undefined {
  const threw = theirs.observations.find((seen) => seen.kind === 'threw');
  const weThrew = ours.observations.some((seen) => seen.kind === 'threw');
  if (threw?.kind === 'threw') return weThrew ? undefined : `solution.py threw ${threw.error.message}`;
  if (weThrew) return 'solution.ts threw, solution.py did not';
  const mismatch = compare(assemble(trial.result, ours), assemble(trial.result, theirs), rules);
  return mismatch && `${mismatch.path || 'the result'}: ${JSON.stringify(mismatch.finding)}`;
}

async function askPython(python: string, solution: string, trials: Trial[]): Promise<ScriptResult[]> {
  const request = JSON.stringify({ solution, scripts: trials.map(({ script }) => toPython(script)) });
  const answer: unknown = JSON.parse(await runPython(python, request));
  if (!Array.isArray(answer) || answer.length !== trials.length) throw new Error('the oracle answered something else');
  return answer.map((values: unknown[]) => ({ observations: values.map(observation), calls: [], printsCut: 0 }));
}

function observation(said: unknown): Observation {
  const about = said as { kind: string; message?: string };
  if (about.kind === 'threw') {
    return {
      kind: 'threw',
      error: { name: 'Error', message: about.message ?? '', frames: [] },
      durationMs: 0,
      prints: '',
    };
  }
  if (about.kind === 'notRun') return { kind: 'notRun', because: 0 };
  const value: Value = fromPython(said);
  return { kind: 'returned', value, changed: [], shares: [], durationMs: 0, prints: '' };
}

function runPython(python: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-c', oracleProgram], { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`solution.py could not be run\n${errors.trim()}`));
    });
    child.stdin.end(input);
  });
}
