import type { ExerciseSource } from '../../../build/course.mjs';
import type { Verdict } from '../../protocol/verdict';
import type { Bench } from './bench';

const seeds = Array.from({ length: 20 }, (_, i) => 1 + 7919 * i);
const atLeast = { examples: 2, mistakes: 4, alternatives: 2 };

/** What does not hold of an exercise, in words for its author. Texts and translations are checked where they are read. */
export async function proveExercise(bench: Bench, source: ExerciseSource): Promise<string[]> {
  const [first, ...further] = seeds;
  const reference = await bench.judge(source, source.solution, first!, 'whole');
  const problems = [
    ...counts(source, reference),
    ...translations(source, reference),
    ...(await proveStarter(bench, source)),
  ];
  for (const [name, text] of rightAnswers(source)) {
    const verdicts = [
      await bench.judge(source, text, first!, 'whole'),
      ...(await bench.each(further, (seed) => bench.judge(source, text, seed, 'withoutTraining'))),
    ];
    const wrong = verdicts.find(({ outcome }) => outcome !== 'pass');
    if (wrong) problems.push(`${name} does not pass with seed ${wrong.seed}: ${whatHappened(wrong)}`);
  }
  return [...problems, ...(await proveMistakes(bench, source, first!))];
}

const rightAnswers = ({ solution, alternatives }: ExerciseSource): [string, string][] => [
  ['solution.ts', solution],
  ...Object.entries(alternatives).map(([name, text]): [string, string] => [`alternatives/${name}.ts`, text]),
];

function counts({ mistakes, alternatives }: ExerciseSource, { cases }: Verdict): string[] {
  const found = {
    examples: cases.filter(({ visible }) => visible).length,
    mistakes: Object.keys(mistakes).length,
    alternatives: Object.keys(alternatives).length,
  };
  return Object.entries(atLeast).flatMap(([what, least]) => {
    const count = found[what as keyof typeof found];
    return count < least ? [`has ${count} ${what}, expected at least ${least}`] : [];
  });
}

function translations({ lesson }: ExerciseSource, { cases }: Verdict): string[] {
  const translated = lesson.messages['zh-cn'].cases;
  const names = new Set(cases.map(({ name }) => name));
  return [
    ...[...names]
      .filter((name) => !(name in translated))
      .map((name) => `messages.zh-cn.yaml has no name for the case "${name}"`),
    ...Object.keys(translated)
      .filter((name) => !names.has(name))
      .map((name) => `messages.zh-cn.yaml names a case "${name}" that checks.ts does not have`),
  ];
}

async function proveStarter(bench: Bench, source: ExerciseSource): Promise<string[]> {
  const verdict = await bench.judge(source, source.lesson.starter, seeds[0]!, 'whole');
  return verdict.outcome === 'notAttempted' ? [] : [`starter.ts is judged ${verdict.outcome}, expected notAttempted`];
}

/** Each is rejected with its own message, so that no two of them can be the same to the judge. */
async function proveMistakes(bench: Bench, source: ExerciseSource, seed: number): Promise<string[]> {
  const problems = await bench.each(Object.entries(source.mistakes), async ([id, text]) => {
    const verdict = await bench.judge(source, text, seed, 'whole');
    if (verdict.outcome !== 'fail') return [`mistakes/${id}.ts is judged ${verdict.outcome}: ${whatHappened(verdict)}`];
    const said = messageOf(verdict);
    return said === id ? [] : [`mistakes/${id}.ts is rejected with ${said ?? 'no message'}: ${whatHappened(verdict)}`];
  });
  return problems.flat();
}

/** The message that the learner reads first: of the known mistake, else of the law that was broken. */
export function messageOf({ cases, headline, failure }: Verdict): string | undefined {
  const shown = headline === undefined ? failure : cases[headline]?.failure;
  if (shown?.mistake !== undefined) return shown.mistake;
  return shown?.finding.code === 'law' ? shown.finding.law : undefined;
}

function whatHappened({ cases, headline, failure, error, outcome }: Verdict): string {
  if (error) return `${error.reason} ${error.detail ?? error.thrown?.message ?? ''}`.trim();
  const shown = headline === undefined ? undefined : cases[headline];
  const finding = (shown?.failure ?? failure)?.finding;
  return finding ? `${shown ? `"${shown.name}": ` : ''}${JSON.stringify(finding)}` : outcome;
}
