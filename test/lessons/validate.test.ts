import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CourseReport } from '../../runtime/cli/validate/report';
import { validate } from '../../runtime/cli/validate/validate';
import { drawSeed } from '../../runtime/judge/trial';
import { Draw } from '../../runtime/kit/draw';
import { distDir, root } from './preparedCourse';

// Whatever an author can get wrong is named, with its file and what was expected.
const lessons = path.join(root, 'lessons');
const python = process.env['DOJO_PYTHON'];

/** A course of some of the lessons, to be spoilt. */
class Copy {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  static async of(...ids: string[]): Promise<Copy> {
    const copy = new Copy(await mkdtemp(path.join(os.tmpdir(), 'dojo-lessons-')));
    const chapters = [...new Set(ids.map((id) => path.dirname(id)))];
    await cp(path.join(lessons, 'schemas'), path.join(copy.dir, 'schemas'), { recursive: true });
    for (const chapter of chapters)
      await cp(path.join(lessons, chapter, 'chapter.yaml'), path.join(copy.dir, chapter, 'chapter.yaml'));
    for (const id of ids) await cp(path.join(lessons, id), path.join(copy.dir, id), { recursive: true });
    const listed = chapters.map((chapter) => {
      const names = ids.filter((id) => path.dirname(id) === chapter).map((id) => path.basename(id));
      return `  - id: ${chapter}\n    exercises: [${names.join(', ')}]\n`;
    });
    await copy.write('course.yaml', `formatVersion: 1\nchapters:\n${listed.join('')}`);
    return copy;
  }

  read = (file: string): Promise<string> => readFile(path.join(this.dir, file), 'utf8');
  write = (file: string, text: string): Promise<void> => writeFile(path.join(this.dir, file), text);
  remove = (file: string): Promise<void> => rm(path.join(this.dir, file), { recursive: true });

  /** Fails where there was nothing to change: the lesson has moved on, and this test with it. */
  async change(file: string, from: string | RegExp, to: string): Promise<void> {
    const text = await this.read(file);
    const changed = text.replace(from, to);
    expect(changed, file).not.toBe(text);
    await this.write(file, changed);
  }

  async validated(
    flags: { oracle?: boolean; mutants?: boolean } = {},
  ): Promise<{ code: number; report: CourseReport }> {
    let report: unknown;
    const terminal = {
      line: () => {},
      progress: () => {},
      problem: () => {},
      json: (said: unknown) => (report = said),
    };
    const { signal } = new AbortController();
    const { oracle = false, mutants = false } = flags;
    const asked = { ids: [], oracle, mutants, engine: undefined, json: true };
    const code = await validate({ distDir, lessonsDir: this.dir, ...asked, terminal, signal });
    return { code, report: report as CourseReport };
  }
}

const copies: Copy[] = [];
const copyOf = async (...ids: string[]): Promise<Copy> => {
  const copy = await Copy.of(...ids);
  copies.push(copy);
  return copy;
};
afterAll(() => Promise.all(copies.map(({ dir }) => rm(dir, { recursive: true, force: true }))));

const told = (report: CourseReport): string[] =>
  [...report.problems, ...report.exercises.flatMap(({ problems }) => problems)].map(
    ({ file, line, message }) => `${file}${line ? `:${line}` : ''}: ${message}`,
  );

describe('what can be read off the files', async () => {
  let problems: string[];
  let code: number;
  beforeAll(async () => {
    const course = await copyOf(
      '01-tensors/broadcasting',
      '01-tensors/dot-and-matmul',
      '01-tensors/pairwise-distances',
      '02-perceptron/and-gate',
      '02-perceptron/xor',
      '02-perceptron/learning-rule',
      '03-forward/sigmoid',
      '03-forward/softmax',
      '04-learning/cross-entropy',
      '04-learning/numerical-gradient',
      '05-backprop/relu-layer',
    );
    await course.change('01-tensors/broadcasting/messages.zh-cn.yaml', '  whole-array:', '  whole-arrays:');
    await course.write('01-tensors/dot-and-matmul/notes.txt', 'remember the milk');
    await course.change('01-tensors/pairwise-distances/exercise.yaml', 'pairwise-distances', 'pairwise-distance');
    await course.change('02-perceptron/and-gate/exercise.yaml', 'entry: [AND]', 'entry: [AND');
    await course.change('02-perceptron/xor/task.en.md', '## Hints', 'Then $\\frac{1}{$ follows.\n\n## Hints');
    await course.change(
      '02-perceptron/learning-rule/task.zh-cn.md',
      '## 提示',
      '[先看](dojo:02-perceptron/nowhere)\n\n## 提示',
    );
    await course.change('03-forward/sigmoid/task.en.md', /\n### (?:(?!\n### )[^])*$/, '\n');
    await course.change('03-forward/sigmoid/task.en.md', /\n### (?:(?!\n### )[^])*$/, '\n');
    await course.change('03-forward/softmax/checks.ts', 'export default', 'export default default');
    await course.write('04-learning/cross-entropy/mistakes/README.md', 'not a mistake');
    await course.remove('04-learning/numerical-gradient/solution.py');
    await course.change('05-backprop/relu-layer/exercise.yaml', 'kind: gradient', 'kind: riddle');
    await course.write('99-lost.md', 'a page without a chapter');
    const { code: exit, report } = await course.validated();
    code = exit;
    problems = told(report);
  });

  it('makes it exit 1', () => expect(code).toBe(1));

  it.each([
    [
      'a missing translation',
      /^01-tensors\/broadcasting\/messages\.zh-cn\.yaml: has no message for mistakes\/whole-array\.ts/,
    ],
    ['an unlisted file', /^01-tensors\/dot-and-matmul\/notes\.txt: is not part of the course/],
    [
      'a wrong id',
      /^01-tensors\/pairwise-distances\/exercise\.yaml: id is .*pairwise-distance, expected .*pairwise-distances/,
    ],
    ['bad YAML, with its line', /^02-perceptron\/and-gate\/exercise\.yaml:\d+: /],
    ['a formula that does not compile', /^02-perceptron\/xor\/task\.en\.md: KaTeX/],
    [
      'a broken link',
      /^02-perceptron\/learning-rule\/task\.zh-cn\.md: links to dojo:02-perceptron\/nowhere, which is no exercise/,
    ],
    ['too few hints', /^03-forward\/sigmoid\/task\.en\.md: has [12] hints, expected at least 3/],
    ['checks that do not compile, with their line', /^03-forward\/softmax\/checks\.ts:\d+: /],
    ['a mistake that is no TypeScript', /^04-learning\/cross-entropy\/mistakes\/README\.md: .*expected TypeScript/],
    ['a missing file', /^04-learning\/numerical-gradient\/solution\.py: is missing/],
    [
      'an unknown kind, with its line and what is allowed',
      /^05-backprop\/relu-layer\/exercise\.yaml:\d+: kind .*code, gradient, train/,
    ],
    ['a stray file beside the chapters', /^99-lost\.md: is not part of the course/],
  ])('%s', (_, wanted) => expect(problems).toContainEqual(expect.stringMatching(wanted)));
});

describe('what shows only when it is run', () => {
  it('finds nothing wrong with an exercise that is right', async () => {
    const course = await copyOf('01-tensors/dot-and-matmul');
    const { code, report } = await course.validated({ mutants: true, oracle: python !== undefined });
    expect(told(report)).toEqual([]);
    expect(code).toBe(0);
    const { total, killed } = report.exercises[0]!.mutants!;
    expect(killed).toBe(total);
    expect(total).toBeGreaterThan(3);
  });

  it('texts that are not judged as they should be', async () => {
    const id = '03-forward/sigmoid';
    const course = await copyOf(id);
    const solution = await course.read(`${id}/solution.ts`);
    await course.write(`${id}/starter.ts`, 'export const sigmoids = 0;\n');
    await course.write(
      `${id}/mistakes/tanh-instead.ts`,
      solution.replace('const numerator', 'const above').replace('numerator,', 'above,'),
    );
    await course.write(`${id}/mistakes/derivative.ts`, await course.read(`${id}/mistakes/missing-one.ts`));
    await course.write(`${id}/alternatives/loop.ts`, await course.read(`${id}/mistakes/normalised.ts`));
    const { code, report } = await course.validated();
    const problems = told(report);
    expect(code).toBe(1);
    for (const wanted of [
      /starter\.ts: is judged fail, expected notAttempted/,
      /starter\.ts: does not throw 'Not written yet'/,
      /mistakes\/tanh-instead\.ts: is judged pass, expected fail/,
      /mistakes\/missing-one\.ts: agrees with mistakes\/derivative\.ts on all cases/,
      /mistakes\/derivative\.ts: is told no message, expected derivative/,
      /alternatives\/loop\.ts: does not pass with seed 1: .*diagnosed as normalised/,
    ])
      expect(problems).toContainEqual(expect.stringMatching(wanted));
  });

  it('too little of something, and names that do not meet', async () => {
    const id = '02-perceptron/and-gate';
    const course = await copyOf(id);
    await course.change(`${id}/checks.ts`, /example\(/g, 'hidden(');
    await course.remove(`${id}/alternatives/arrays.ts`);
    for (const name of [
      'any-voltage-counts',
      'each-input-alone',
      'exactly-one',
      'nand-gate',
      'no-straight-line',
      'not-binary',
      'or-gate',
    ])
      await course.remove(`${id}/mistakes/${name}.ts`);
    await course.change(`${id}/messages.zh-cn.yaml`, /\n {2}[^\n:]+: ([^\n]+)\n?$/, '\n  a case of old: $1\n');
    const { report } = await course.validated();
    const problems = told(report);
    for (const wanted of [
      /checks\.ts: has 0 examples, expected at least 2/,
      /alternatives: has 1 alternatives, expected at least 2/,
      /mistakes: has 3 mistakes, expected at least 4/,
      /messages\.zh-cn\.yaml: has no name for the case/,
      /messages\.zh-cn\.yaml: names a case "a case of old" that checks\.ts does not have/,
      /messages\.en\.yaml: has a message "nand-gate" that is of no mistake/,
    ])
      expect(problems).toContainEqual(expect.stringMatching(wanted));
  });

  it('a text that does not compile, a check that its own solution cannot answer', async () => {
    const course = await copyOf('02-perceptron/and-gate', '02-perceptron/xor');
    await course.change('02-perceptron/and-gate/mistakes/or-gate.ts', /return/, 'return return');
    await course.change(
      '02-perceptron/xor/solution.ts',
      /export function XOR\([^)]*\)[^{]*\{/,
      "$&\n  throw new Error('lost');",
    );
    const { report } = await course.validated();
    expect(told(report)).toEqual([
      expect.stringMatching(/^02-perceptron\/and-gate\/mistakes\/or-gate\.ts:\d+: does not compile/),
      expect.stringMatching(/^02-perceptron\/xor\/checks\.ts: with seed 1: .*the reference threw .*lost/),
    ]);
  });

  it('a mistake that only some draws see', async () => {
    const id = '02-perceptron/and-gate';
    const course = await copyOf(id);
    const drawn = new Draw(drawSeed(1, 'both wires on', 0)).float(0.8, 1);
    await course.write(
      `${id}/mistakes/or-gate.ts`,
      `export function AND(x1: number, x2: number): number {\n  return x1 === ${drawn} ? 0 : x1 + x2 > 1.4 ? 1 : 0;\n}\n`,
    );
    const { report } = await course.validated();
    expect(told(report)).toEqual([`${id}/mistakes/or-gate.ts: passes with seed 7920`]);
  });

  it('mutants that survive without a reason, and reasons for what does not survive', async () => {
    const id = '02-perceptron/and-gate';
    const course = await copyOf(id);
    await course.change(`${id}/exercise.yaml`, '"line 12:', '"line 13:');
    const { code, report } = await course.validated({ mutants: true });
    expect(code).toBe(1);
    const [{ ok, mutants }] = report.exercises as [CourseReport['exercises'][number]];
    expect(ok).toBe(false);
    expect(mutants!.survivors).toEqual([{ change: expect.stringContaining('line 12:') as string, reason: undefined }]);
    expect(mutants!.stale).toEqual([expect.stringContaining('line 13:')]);
  });

  it.skipIf(!python)(
    `a solution that NumPy contradicts${python ? '' : ' (skipped: no Python with NumPy 2; set DOJO_PYTHON)'}`,
    async () => {
      const course = await copyOf('02-perceptron/and-gate', '02-perceptron/xor');
      await course.change('02-perceptron/and-gate/solution.py', '(1.2 + 1.6) / 2', '(0.2 + 0.6) / 2');
      await course.write('02-perceptron/xor/solution.py', 'def XOR(:\n');
      const { code, report } = await course.validated({ oracle: true });
      expect(code).toBe(1);
      const [and, xor] = report.exercises.map(({ oracle }) => oracle!.disagreements);
      expect(and![0]).toMatch(/seed \d+: .*"code":/);
      expect(xor![0]).toContain('SyntaxError');
    },
  );
});
