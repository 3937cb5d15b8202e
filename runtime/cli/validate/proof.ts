import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExerciseSource, Problem } from '../../../build/course.mjs';
import { compileText } from '../../judge/compile';
import { notWrittenMessage } from '../../judge/assess';
import type { Prepared } from '../../judge/prepare';
import type { Verdict } from '../../protocol/verdict';
import type { Bench } from './bench';
import { indistinguishable, toldOf } from './knownMistakes';
import { ask, courseCode, rightAnswers, wrongAnswer } from './rightAnswers';
import type { Asked } from './rightAnswers';

const seeds = Array.from({ length: 20 }, (_, i) => 1 + 7919 * i);
const [firstSeed, ...furtherSeeds] = seeds as [number, ...number[]];
/** A mistake's answers are many and its diagnosis is dear: so many seeds must do. */
const mistakeSeeds = furtherSeeds.slice(0, 4);
const atLeast = { examples: 2, mistakes: 4, alternatives: 2 };

/** What does not hold of an exercise, in words for its author; what is wrong with a file by itself was said where it was read. */
export async function proveExercise(bench: Bench, source: ExerciseSource): Promise<Problem[]> {
  const unreadable = texts(source).flatMap(([file, text]) => compiles(source, file, text));
  if (unreadable.length > 0) return unreadable;
  let prepared: Prepared;
  try {
    prepared = await bench.preparations.of(source.id);
  } catch (error) {
    return [problem(source, 'checks.ts', messageIn(error))];
  }
  const first = await bench.inTurn(() => askAndAnswer(bench, source, prepared, firstSeed));
  if (!('cases' in first)) return [first];
  const seen = await seenByScripts(bench, first);
  const found = await Promise.all([
    counts(source, prepared),
    translations(source, prepared),
    proveStarter(bench, source),
    ...rightAnswers(source).map(([file, text]) => proveRight(bench, source, file, text)),
    proveOnFurtherSeeds(bench, source, prepared),
    bench.inTurn(() => mistakesApart(source, first)),
    proveMistakesOnFurtherSeeds(bench, source, prepared, seen),
    ...Object.entries(source.mistakes).map(([id, text]) => proveMistake(bench, source, id, text)),
  ]);
  return found.flat();
}

const problem = ({ id }: ExerciseSource, file: string, message: string, line?: number): Problem => ({
  file: `${id}/${file}`,
  ...(line !== undefined && { line }),
  message,
});

const texts = (source: ExerciseSource): [string, string][] => [
  ...rightAnswers(source),
  ['starter.ts', source.lesson.starter],
  ...Object.entries(source.mistakes).map(([id, text]): [string, string] => [`mistakes/${id}.ts`, text]),
];

function compiles(source: ExerciseSource, file: string, text: string): Problem[] {
  const compiled = compileText(source.id, file, text, (used) => source.exercise.uses.includes(used));
  if (compiled.kind === 'compiled') return [];
  const { finding, place } = compiled.failure;
  const why = finding.code === 'syntax' ? finding.message : JSON.stringify(finding);
  return [problem(source, file, `does not compile: ${why}`, place?.line)];
}

/** The solution must not throw where `checks.ts` expects an answer: nothing could be judged by it. */
function askAndAnswer(bench: Bench, source: ExerciseSource, prepared: Prepared, seed: number): Asked | Problem {
  try {
    const asked = ask(bench.preparations, prepared, seed);
    for (const { spec, trials } of asked.cases) for (const trial of trials) asked.examiner.expect(spec, trial);
    return asked;
  } catch (error) {
    return problem(source, 'checks.ts', `with seed ${seed}: ${messageIn(error)}`);
  }
}

const messageIn = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function counts(source: ExerciseSource, { specs }: Prepared): Problem[] {
  const found = {
    examples: specs.filter(({ kind }) => kind === 'example').length,
    mistakes: Object.keys(source.mistakes).length,
    alternatives: Object.keys(source.alternatives).length,
  };
  const files = { examples: 'checks.ts', mistakes: 'mistakes', alternatives: 'alternatives' };
  const kinds = ['examples', 'mistakes', 'alternatives'] as const;
  return kinds
    .filter((kind) => found[kind] < atLeast[kind])
    .map((kind) => problem(source, files[kind], `has ${found[kind]} ${kind}, expected at least ${atLeast[kind]}`));
}

/** Each case has a Chinese name; each message is said in both languages, and somebody says it. */
async function translations(source: ExerciseSource, { specs }: Prepared): Promise<Problem[]> {
  const { en, 'zh-cn': chinese } = source.lesson.messages;
  const checks = await readFile(path.join(source.dir, 'checks.ts'), 'utf8');
  const isSaid = (id: string): boolean => id in source.mistakes || checks.includes(`'${id}'`);
  const names = new Set(specs.map(({ name }) => name));
  const say = (file: string, message: string): Problem => problem(source, file, message);
  return [
    ...[...names]
      .filter((name) => !(name in chinese.cases))
      .map((name) => say('messages.zh-cn.yaml', `has no name for the case "${name}"`)),
    ...Object.keys(chinese.cases)
      .filter((name) => !names.has(name))
      .map((name) => say('messages.zh-cn.yaml', `names a case "${name}" that checks.ts does not have`)),
    ...Object.keys(en.mistakes)
      .filter((id) => !(id in chinese.mistakes))
      .map((id) => say('messages.zh-cn.yaml', `has no message "${id}", which the English file has`)),
    ...Object.keys(chinese.mistakes)
      .filter((id) => !(id in en.mistakes))
      .map((id) => say('messages.en.yaml', `has no message "${id}", which the Chinese file has`)),
    ...Object.keys(en.mistakes)
      .filter((id) => !isSaid(id))
      .map((id) => say('messages.en.yaml', `has a message "${id}" that is of no mistake and of no law in checks.ts`)),
  ];
}

async function proveStarter(bench: Bench, source: ExerciseSource): Promise<Problem[]> {
  const { starter } = source.lesson;
  const { outcome } = await bench.judge(source, starter, firstSeed, 'whole');
  return [
    ...(outcome === 'notAttempted' ? [] : [`is judged ${outcome}, expected notAttempted`]),
    ...(starter.includes(`'${notWrittenMessage}'`) ? [] : [`does not throw '${notWrittenMessage}'`]),
  ].map((message) => problem(source, 'starter.ts', message));
}

/** In a process of its own, as a learner's text would be, training included. */
async function proveRight(bench: Bench, source: ExerciseSource, file: string, text: string): Promise<Problem[]> {
  return onEachEngine(bench, source, file, async (engine) => {
    const verdict = await bench.judge(source, text, firstSeed, 'whole', engine);
    return verdict.outcome === 'pass' ? undefined : `does not pass with seed ${firstSeed}: ${whatHappened(verdict)}`;
  });
}

/** The same questions with other draws: the course's own code needs no process of its own for each of them. */
async function proveOnFurtherSeeds(bench: Bench, source: ExerciseSource, prepared: Prepared): Promise<Problem[]> {
  const codes = new Map(rightAnswers(source).map(([file, text]) => [file, courseCode(prepared, text)]));
  const problems: Problem[] = [];
  const proveOn = (seed: number): void => {
    const asked = askAndAnswer(bench, source, prepared, seed);
    if (!('cases' in asked)) {
      problems.push(asked);
      codes.clear();
      return;
    }
    for (const [file, code] of codes) {
      const wrong = wrongAnswer(asked, code);
      if (wrong === undefined) continue;
      problems.push(problem(source, file, `does not pass with seed ${seed}: ${wrong}`));
      codes.delete(file);
    }
  };
  for (const seed of furtherSeeds) if (codes.size > 0) await bench.inTurn(() => proveOn(seed));
  return problems;
}

/** One at a time: learners wait to be heard meanwhile, and their answers have a time limit. */
async function seenByScripts(bench: Bench, first: Asked): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const mistake of first.examiner.mistakes()) {
    if ((await bench.inTurn(() => toldOf(mistake, first))) !== undefined) seen.add(mistake.id);
  }
  return seen;
}

/** Whoever makes a mistake that scripts see reads its message whatever is drawn. */
async function proveMistakesOnFurtherSeeds(
  bench: Bench,
  source: ExerciseSource,
  prepared: Prepared,
  seen: ReadonlySet<string>,
): Promise<Problem[]> {
  const problems = new Map<string, Problem>();
  for (const seed of mistakeSeeds) {
    const asked = await bench.inTurn(() => askAndAnswer(bench, source, prepared, seed));
    if (!('cases' in asked)) break; // told by whoever proves the right answers
    for (const mistake of asked.examiner.mistakes()) {
      const { id } = mistake;
      if (!seen.has(id) || problems.has(id)) continue;
      const told = await bench.inTurn(() => toldOf(mistake, asked));
      const what = told === undefined ? 'passes' : `is told ${told ?? 'no message'}, expected ${id},`;
      if (told !== id) problems.set(id, problem(source, `mistakes/${id}.ts`, `${what} with seed ${seed}`));
    }
  }
  return [...problems.values()];
}

const mistakesApart = (source: ExerciseSource, asked: Asked): Problem[] =>
  indistinguishable(asked).map(([one, other]) =>
    problem(source, `mistakes/${other}.ts`, `agrees with mistakes/${one}.ts on all cases: nothing tells them apart`),
  );

async function proveMistake(bench: Bench, source: ExerciseSource, id: string, text: string): Promise<Problem[]> {
  return onEachEngine(bench, source, `mistakes/${id}.ts`, async (engine) => {
    const verdict = await bench.judge(source, text, firstSeed, 'whole', engine);
    if (verdict.outcome !== 'fail') return `is judged ${verdict.outcome}, expected fail: ${whatHappened(verdict)}`;
    const said = messageOf(verdict);
    return said === id ? undefined : `is told ${said ?? 'no message'}, expected ${id}: ${whatHappened(verdict)}`;
  });
}

/** What does not hold on an engine is said with its name, where there are several. */
async function onEachEngine(
  bench: Bench,
  source: ExerciseSource,
  file: string,
  wrongOn: (engine: string) => Promise<string | undefined>,
): Promise<Problem[]> {
  const found = await Promise.all(
    bench.engines.map(async (engine) => {
      const wrong = await wrongOn(engine);
      if (wrong === undefined) return [];
      return [problem(source, file, bench.engines.length > 1 ? `on ${engine}: ${wrong}` : wrong)];
    }),
  );
  return found.flat();
}

/** The message that the learner reads first: of the known mistake, else of the law that was broken. */
export function messageOf({ cases, headline, failure }: Verdict): string | undefined {
  const shown = headline === undefined ? failure : cases[headline]?.failure;
  if (shown?.mistake !== undefined) return shown.mistake;
  return shown?.finding.code === 'law' ? shown.finding.law : undefined;
}

function whatHappened(verdict: Verdict): string {
  const { cases, headline, failure, error, outcome } = verdict;
  if (error) return `${error.reason} ${error.detail ?? error.thrown?.message ?? ''}`.trim();
  const shown = headline === undefined ? undefined : cases[headline];
  const finding = (shown?.failure ?? failure)?.finding;
  const mistake = messageOf(verdict);
  return finding
    ? `${shown ? `"${shown.name}": ` : ''}${JSON.stringify(finding)}${mistake ? `, diagnosed as ${mistake}` : ''}`
    : outcome;
}
