import { beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../runtime/judge/assess';
import { systemClock } from '../../runtime/judge/clock';
import type { Clock } from '../../runtime/judge/clock';
import { describeCalls } from '../../runtime/judge/call';
import { compare } from '../../runtime/judge/compare';
import { compileText } from '../../runtime/judge/compile';
import { Judge } from '../../runtime/judge/judge';
import type { Held } from '../../runtime/kit/checks';
import { evaluate } from '../../runtime/node/evaluate';
import type { CheckEvent, CheckRequest } from '../../runtime/protocol/judge';
import type { Step } from '../../runtime/protocol/script';
import type { DType, Value } from '../../runtime/protocol/value';
import type { Verdict } from '../../runtime/protocol/verdict';
import { fixtureCourse, mistakeOf, solutionOf, starterOf } from './fixtureCourse';
import { InMemoryPool } from './inMemoryLearner';
import type { Fate } from './inMemoryLearner';

const measures = '90-fixtures/measures';
const linear = '90-fixtures/linear-layer';
const line = '90-fixtures/train-line';

let events: CheckEvent[];
let pool: InMemoryPool;

beforeEach(() => {
  events = [];
});

const noDatasets = () => Promise.reject(new Error('no data sets here'));

/** On a busy machine too, shrinking sees all that it asked for. */
const patient: Clock = { now: () => 0, after: (ms, callback) => systemClock.after(10 * ms, callback) };

async function check(
  exercise: string,
  text: string,
  {
    fate,
    signal,
    clock = patient,
    ...more
  }: Partial<CheckRequest> & { fate?: Fate; signal?: AbortSignal; clock?: Clock } = {},
): Promise<Verdict> {
  pool = new InMemoryPool(fate);
  const judge = new Judge({
    course: fixtureCourse,
    learners: pool,
    evaluate,
    datasets: noDatasets,
    clock,
  });
  const request: CheckRequest = {
    exercise,
    file: `${exercise}.ts`,
    text,
    seed: 7,
    engine: 'auto',
    uses: [],
    mode: 'check',
    ...more,
  };
  const verdict = await judge.check(request, (event) => events.push(event), signal ?? new AbortController().signal);
  expect(pool.ended).toBe(pool.taken.length);
  return verdict;
}

/** The solution with one text exchanged for another. */
function changed(exercise: string, from: string, to: string): string {
  const solution = solutionOf(exercise);
  expect(solution).toContain(from);
  return solution.replace(from, to);
}

const findings = (verdict: Verdict) =>
  Object.fromEntries(verdict.cases.flatMap(({ name, failure }) => (failure ? [[name, failure.finding]] : [])));

const failed = (verdict: Verdict) => verdict.cases[verdict.headline!]!.failure!;

describe('a right answer', () => {
  it('passes, case by case in the order of the author', async () => {
    const verdict = await check(measures, solutionOf(measures));
    expect(verdict).toMatchObject({ outcome: 'pass', exercise: measures, exerciseVersion: 3, seed: 7 });
    expect(verdict.cases.map(({ name, entry, visible, outcome }) => [name, entry, visible, outcome])).toEqual([
      ['affine by hand', 'affine', true, 'pass'],
      ['stats by hand', 'stats', true, 'pass'],
      ['a factor of 0', 'affine', true, 'pass'],
      ['affine of a matrix', 'affine', false, 'pass'],
      ['stats of a matrix', 'stats', false, 'pass'],
      ['centred arrays have mean 0', 'stats', false, 'pass'],
      ['slope of a sine', 'slope', false, 'pass'],
    ]);
    expect(verdict.headline).toBeUndefined();
    expect(verdict.textHash).toMatch(/^[0-9a-f]{64}$/);
    expect(pool.taken).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'caseFinished')).toHaveLength(7);
  });

  it('passes with gradients that say how close they were', async () => {
    const verdict = await check(linear, solutionOf(linear));
    expect(verdict.outcome).toBe('pass');
    expect(verdict.gradients.map(({ tensor, pass }) => [tensor, pass])).toEqual([
      ['dx', true],
      ['dW', true],
      ['dx', true],
    ]);
    for (const { maxRelativeError, analytic, numeric, relativeError, shape } of verdict.gradients) {
      expect(maxRelativeError).toBeLessThan(1e-6);
      const size = shape[0]! * shape[1]!;
      expect([analytic.length, numeric.length, relativeError.length]).toEqual([size, size, size]);
    }
  });

  it('is judged the same for the same seed', async () => {
    const text = mistakeOf(measures, 'no-shift');
    const [one, two] = [await check(measures, text), await check(measures, text)];
    expect(one.cases.map(({ failure }) => failure)).toEqual(two.cases.map(({ failure }) => failure));
    expect((await check(measures, text, { seed: 8 })).cases[3]!.failure!.seed).not.toBe(one.cases[3]!.failure!.seed);
  });
});

describe('findings', () => {
  const affine = 'return np.add(np.multiply(x, factor), shift);';

  it.each([
    ['returnedNothing', '', {}],
    ['wrongType', 'return 3;', { expected: 'ndarray', found: 'number' }],
    ['wrongType', 'return new Map();', { expected: 'ndarray', found: 'opaque', type: 'Map' }],
    ['wrongType', 'return Promise.resolve(x);', { found: 'promise' }],
    ['wrongShape', 'return np.zeros([3]);', { expected: [2], found: [3] }],
    ['wrongDType', "return np.array([7, 10], 'float32');", { expected: 'float64', found: 'float32' }],
    ['notFinite', 'return np.add(np.multiply(x, NaN), shift);', { index: [0], expected: 7 }],
    [
      'wrongValue',
      'return np.multiply(x, factor);',
      { differing: 2, total: 2, worst: { index: [0], found: 3, expected: 7 } },
    ],
  ])('%s: %s', async (code, body, details) => {
    const verdict = await check(measures, changed(measures, affine, body).replace(/: np.NDArray \{/, ': any {'));
    expect(verdict.outcome).toBe('fail');
    expect(findings(verdict)['affine by hand']).toMatchObject({ code, ...details });
  });

  it('wrongShape and wrongDType of an array too large to be sent; tooLarge where only the data could tell', async () => {
    const body = 'return np.broadcast_to(np.array([1]), [3000, 2000]);';
    expect(findings(await check(measures, changed(measures, affine, body)))['affine by hand']).toEqual({
      code: 'wrongShape',
      expected: [2],
      found: [3000, 2000],
    });
    const rules = { rtol: 0, atol: 0, anyDType: false, anyValue: false };
    const large = (dtype: DType): Value => ({ kind: 'opaque', type: 'NDArray', array: { dtype, shape: [9, 9] } });
    const small: Value = { kind: 'ndarray', dtype: 'float64', shape: [9, 9], bytes: new Uint8Array(9 * 9 * 8) };
    const found = (yours: Value, expected: Value) => compare(yours, expected, rules)?.finding;
    expect(found(large('float64'), small)).toEqual({ code: 'tooLarge', shape: [9, 9] });
    expect(found(large('float64'), large('float64'))).toEqual({ code: 'tooLarge', shape: [9, 9] });
    expect(found(large('float32'), small)).toMatchObject({ code: 'wrongDType' });
    expect(found(large('float64'), { kind: 'number', value: 1 })).toMatchObject({
      found: 'ndarray',
      expected: 'number',
    });
  });

  it('wrongLength counts the items that were cut', () => {
    const items: Value[] = [{ kind: 'null' }];
    const rules = { rtol: 0, atol: 0, anyDType: false, anyValue: false };
    expect(compare({ kind: 'list', items, cut: 9 }, { kind: 'list', items }, rules)?.finding).toEqual({
      code: 'wrongLength',
      expected: 1,
      found: 10,
    });
  });

  it('notSet: a property that the code never set, and no missing return', async () => {
    const verdict = await check(
      linear,
      changed(linear, 'this.dW = np.matmul', 'const dW = np.matmul').replace('this.dW = np.zeros(W.shape);', ''),
    );
    expect(findings(verdict)['dx and dW']).toEqual({ code: 'notSet', name: 'dW' });
    expect(failed(verdict).evidence).toMatchObject({ path: 'dW', yours: { kind: 'undefined' } });
  });

  it('wrongKeys: an entry that what was returned lacks', async () => {
    const verdict = await check(
      measures,
      changed(measures, 'return { mean, centered: np.subtract(x, mean) };', 'return { mean } as never;'),
    );
    expect(findings(verdict)['centred arrays have mean 0']).toEqual({
      code: 'wrongKeys',
      missing: ['centered'],
      extra: [],
    });
  });

  it('wrongValue, and an input that was changed as well', async () => {
    const body = "x.set('...', 9); return np.multiply(x, factor);";
    const verdict = await check(measures, changed(measures, affine, body));
    expect(findings(verdict)['affine by hand']).toMatchObject({ code: 'wrongValue' });
    expect(failed(verdict).alsoChanged).toBe('x');
    expect(
      failed(await check(measures, changed(measures, affine, 'return np.multiply(x, factor);'))).alsoChanged,
    ).toBeUndefined();
  });

  it('wrongKeys, and wrongValue inside a record', async () => {
    const keys = await check(
      measures,
      changed(measures, 'return { mean, centered:', 'return { mean, centred:').replace(
        ': { mean: number; centered: np.NDArray }',
        '',
      ),
    );
    expect(findings(keys)['stats by hand']).toEqual({ code: 'wrongKeys', missing: ['centered'], extra: ['centred'] });
    const value = await check(measures, changed(measures, 'np.subtract(x, mean)', 'np.subtract(mean, x)'));
    expect(failed(value)).toMatchObject({ finding: { code: 'wrongValue' }, evidence: { path: 'centered' } });
  });

  it('threw: with the place in the text, and the verdict an error', async () => {
    const verdict = await check(measures, changed(measures, affine, '\n  return np.add(x, np.zeros([7, 7, 7, 3]));'));
    expect(verdict).toMatchObject({
      outcome: 'error',
      error: { reason: 'threw', place: { file: `${measures}.ts`, line: 6, column: 13 } },
    });
    expect(failed(verdict).finding).toMatchObject({ code: 'threw', error: { name: 'NpError' } });
  });

  it('didNotThrow', async () => {
    const verdict = await check(
      measures,
      changed(measures, "if (factor === 0) throw new RangeError('factor must not be 0');", ''),
    );
    expect(findings(verdict)).toEqual({ 'a factor of 0': { code: 'didNotThrow' } });
  });

  it('changedInput, by the name of the parameter', async () => {
    const verdict = await check(
      measures,
      changed(measures, affine, `const y = np.add(np.multiply(x, factor), shift); x.set('...', 0); return y;`),
    );
    expect(findings(verdict)).toEqual({
      'affine by hand': { code: 'changedInput', argument: 'x' },
      'affine of a matrix': { code: 'changedInput', argument: 'x' },
    });
  });

  it('calledTimes', async () => {
    const verdict = await check(measures, changed(measures, 'const h = 1e-4;', 'const h = 1e-4; f(x);'));
    expect(findings(verdict)).toEqual({ 'slope of a sine': { code: 'calledTimes', name: 'sine', found: 3, limit: 2 } });
  });

  it('law, with the message id that it names', async () => {
    const verdict = await check(measures, changed(measures, 'np.subtract(x, mean)', 'np.add(np.subtract(x, mean), 1)'));
    expect(findings(verdict)['centred arrays have mean 0']).toEqual({ code: 'law', law: 'not-centred' });
  });

  it('law of several claims: the first that does not hold', () => {
    const script = { seed: 1, timeLimitMs: 1, steps: [] };
    const none = { observations: [], calls: [], printsCut: 0 };
    const said = (holds: () => Held) =>
      assess(
        { kind: 'law', name: '', build: () => [], holds, options: {} },
        { seed: 1, shrink: {}, script, result: { kind: 'list', items: [] } },
        none,
        { reference: none },
        { rtol: 0, atol: 0 },
      ).mismatch?.finding;
    expect(said(() => ({ one: true, two: true }))).toBeUndefined();
    expect(said(() => ({ one: true, two: false, three: false }))).toEqual({ code: 'law', law: 'two' });
    expect(said(() => false)).toEqual({ code: 'law' });
  });

  it('wrongGradient, with entries that are off', async () => {
    const verdict = await check(
      linear,
      changed(linear, 'return np.matmul(dout, this.W.T);', 'return np.multiply(np.matmul(dout, this.W.T), 3);'),
    );
    expect(failed(verdict)).toMatchObject({
      finding: { code: 'wrongGradient', tensor: 'dx', limit: 1e-6 },
      evidence: { path: 'dx' },
    });
    expect(verdict.gradients.map(({ tensor, pass }) => [tensor, pass])).toEqual([
      ['dx', false],
      ['dW', true],
      ['dx', false],
    ]);
    expect(failed(verdict).finding).toMatchObject({ maxRelativeError: expect.closeTo(2 / 3, 6) as number });
  });

  it('a gradient of the own forward, where that is free', async () => {
    const doubled = changed(
      linear,
      'return np.matmul(x, this.W);',
      'return np.multiply(np.matmul(x, this.W), 2);',
    ).replace('return np.matmul(dout, this.W.T);', 'return np.multiply(np.matmul(dout, this.W.T), 2);');
    const verdict = await check(linear, doubled);
    expect(verdict.cases.map(({ outcome }) => outcome)).toEqual(['fail', 'fail', 'pass']);
    expect(failed(verdict).finding.code).toBe('wrongValue');
  });

  it('missing and wrongKind stop the check', async () => {
    const missing = await check(measures, changed(measures, 'export function slope', 'function slope'));
    expect(missing).toMatchObject({ outcome: 'fail', failure: { finding: { code: 'missing', entry: 'slope' } } });
    expect(missing.cases.every(({ outcome }) => outcome === 'skipped')).toBe(true);
    const kind = await check(linear, 'export function Linear() {}');
    expect(kind.failure).toMatchObject({
      finding: { code: 'wrongKind', expected: 'class', found: 'function' },
      place: { line: 1, column: 17 },
    });
  });

  it('syntax and importRefused stop it too, at their place', async () => {
    const syntax = await check(measures, 'export function affine( {');
    expect(syntax).toMatchObject({ outcome: 'fail', failure: { finding: { code: 'syntax' }, place: { line: 1 } } });
    const refused = await check(measures, "\nimport fs from 'node:fs';\nexport const x = fs;");
    expect(refused.failure).toMatchObject({
      finding: { code: 'importRefused', specifier: 'node:fs' },
      place: { line: 2, column: 16 },
    });
  });

  it('a throw while loading is an error at its line', async () => {
    const verdict = await check(measures, `const a = 1;\n\nthrow new TypeError('early');\n${solutionOf(measures)}`);
    expect(verdict).toMatchObject({
      outcome: 'error',
      error: { reason: 'threw', place: { line: 3, column: 7 } },
      failure: { finding: { code: 'threw' } },
    });
  });

  it('constraint: only when all cases pass, at the node', async () => {
    const loops = `${solutionOf(measures)}\nfor (let i = 0; i < 2; i++) {}\n[1].map((x) => x);`;
    const verdict = await check(measures, loops);
    expect(verdict).toMatchObject({
      outcome: 'fail',
      failure: {
        finding: { code: 'constraint', rule: 'maxLoops', limit: '1', found: '2' },
        place: { line: 19, column: 1 },
      },
    });
    const forbidden = await check(
      measures,
      `${solutionOf(measures)}\nexport const d = np.dot(np.ones([2]), np.ones([2]));`,
    );
    expect(forbidden.failure).toMatchObject({ finding: { code: 'constraint', rule: 'forbid', limit: 'np.dot' } });
    const wrong = await check(measures, `${mistakeOf(measures, 'no-shift')}\n[1].map((x) => x);[1].map((x) => x);`);
    expect(wrong.failure).toBeUndefined();
    expect(failed(wrong).mistake).toBe('no-shift');
  });
});

describe('not attempted', () => {
  it('is the starter, whatever its comments and layout', async () => {
    const text = starterOf(measures).replace('export function stats', '/* mine */\nexport   function\nstats');
    const verdict = await check(measures, text);
    expect(verdict.outcome).toBe('notAttempted');
    expect(pool.taken).toHaveLength(0);
  });

  it('is told entry by entry once one is written', async () => {
    const begun = starterOf(measures).replace(
      "throw new Error('Not written yet');",
      'return np.add(np.multiply(x, factor), shift);',
    );
    const verdict = await check(measures, begun);
    expect(verdict.outcome).toBe('fail');
    expect(findings(verdict)).toMatchObject({
      'stats by hand': { code: 'notWritten', entry: 'stats' },
      'slope of a sine': { code: 'notWritten', entry: 'slope' },
    });
    expect(verdict.cases[0]!.outcome).toBe('pass');
  });
});

describe('diagnosis', () => {
  it.each(['no-shift', 'shift-first', 'divided-by-mean', 'changes-input'])('%s is known', async (mistake) => {
    expect(failed(await check(measures, mistakeOf(measures, mistake))).mistake).toBe(mistake);
  });

  it.each(['divided-by-batch', 'doubled'])('%s is known in a gradient', async (mistake) => {
    expect(failed(await check(linear, mistakeOf(linear, mistake))).mistake).toBe(mistake);
  });

  it('knows a mistake in other words', async () => {
    const text = changed(
      linear,
      'this.dW = np.matmul(this.#x.T, dout);',
      'const n = dout.shape[0]; this.dW = np.multiply(np.matmul(this.#x.T, dout), 1 / n);',
    );
    expect(failed(await check(linear, text)).mistake).toBe('divided-by-batch');
  });

  it('knows two mistakes at once by the part that fails', async () => {
    const text = mistakeOf(linear, 'doubled').replace(
      'this.dW = np.matmul(this.#x.T, dout);',
      'this.dW = np.divide(np.matmul(this.#x.T, dout), dout.shape[0]);',
    );
    expect(failed(await check(linear, text))).toMatchObject({ mistake: 'doubled', finding: { tensor: 'dx' } });
  });

  it('takes any throw for the throw that was asked for', async () => {
    const text = mistakeOf(measures, 'no-shift').replace(
      "throw new RangeError('factor must not be 0')",
      "throw new Error('mine')",
    );
    expect(failed(await check(measures, text)).mistake).toBe('no-shift');
  });

  it('does not guess', async () => {
    const verdict = await check(
      measures,
      changed(measures, 'np.multiply(x, factor), shift', 'np.multiply(x, factor), 2 * shift'),
    );
    expect(failed(verdict).mistake).toBeUndefined();
  });
});

describe('evidence', () => {
  it('shows a shrunk draw: few, round numbers, under the names of the parameters', async () => {
    const verdict = await check(measures, mistakeOf(measures, 'no-shift'));
    const { evidence, seed } = verdict.cases[3]!.failure!;
    expect(evidence!.call).toMatch(/^affine\(x, [\d.]+, [\d.]+\)$/);
    expect(evidence!.inputs).toHaveLength(1);
    expect(evidence!.inputs[0]).toMatchObject({ name: 'x', value: { kind: 'ndarray', shape: [1, 1] } });
    expect(evidence).toMatchObject({
      path: '',
      rtol: 1e-6,
      atol: 1e-9,
      yours: { kind: 'ndarray' },
      expected: { kind: 'ndarray' },
    });
    expect(typeof seed).toBe('number');
  });

  it('writes a layer as code', async () => {
    const verdict = await check(linear, mistakeOf(linear, 'divided-by-batch'));
    expect(verdict.cases[1]!.failure!.evidence!.call).toBe(
      'const linear = new Linear(W)\nlinear.forward(x)\nlinear.backward(dout)\nlinear.dW',
    );
    expect(verdict.cases[1]!.failure!.evidence!.inputs.map(({ name }) => name)).toEqual(['W', 'x', 'dout']);
  });

  it('writes all that a law was asked about', () => {
    const asked = (x: number): Step => ({
      op: 'call',
      target: 'half',
      args: [{ kind: 'value', value: { kind: 'number', value: x } }],
    });
    const text = compileText('x', 'x.ts', 'export const half = (x: number) => x / 2;');
    if (text.kind === 'refused') throw new Error('refused');
    const { call } = describeCalls([asked(1), asked(2), asked(3)], [0, 2], text.source);
    expect(call).toBe('half(1)\nhalf(3)');
  });

  it('runs the draw that failed last time first', async () => {
    const first = (await check(measures, mistakeOf(measures, 'no-shift'))).cases[3]!.failure!;
    const again = await check(measures, mistakeOf(measures, 'no-shift'), {
      seed: 99,
      retry: { case: 'affine of a matrix', seed: first.seed! },
    });
    expect(again.cases[3]!.failure).toMatchObject({ seed: first.seed, evidence: { inputs: first.evidence!.inputs } });
  });

  it('keeps prints with their case', async () => {
    const verdict = await check(
      measures,
      `console.log('load');\n${changed(measures, 'const mean = np.mean(x);', "const mean = np.mean(x);\n  console.log('stats', mean);")}`,
    );
    expect(verdict.prints).toBe('load\n');
    expect(verdict.cases[1]!.prints).toBe('stats 2\n');
    expect(verdict.cases[0]!.prints).toBe('');
  });

  it('says how much of the prints was cut, wherever they came from', async () => {
    const printing = "console.log('x'.repeat(1_000_000));";
    const atLoad = await check(measures, `${printing}\n${solutionOf(measures)}`);
    const inACase = await check(
      measures,
      changed(measures, 'const mean = np.mean(x);', `const mean = np.mean(x);\n  ${printing}`),
    );
    const alone = await check(measures, printing, { mode: 'run' });
    const broken = await check(measures, `${printing}\nthrow new Error('late');`);
    const training = await check(line, changed(line, 'layer.backward(', `${printing}\n    layer.backward(`));
    const kept = (verdict: Verdict) =>
      verdict.prints.length + verdict.cases.reduce((sum, { prints }) => sum + prints.length, 0);
    // A line is a million and its end; only of the draw that is shown are the prints kept.
    for (const verdict of [atLoad, alone, broken]) expect(kept(verdict) + verdict.printsCut).toBe(1_000_001);
    expect(kept(training) + training.printsCut).toBe(50 * 1_000_001);
    expect(inACase.printsCut).toBeGreaterThan(900_000);
  });
});

describe('what was printed before the end', () => {
  const heard = () => events.flatMap((event) => (event.type === 'prints' ? [event.text] : [])).join('');
  const before = 'const mean = np.mean(x);';
  const printing = changed(measures, before, `console.log('hello', x.size);\n  ${before}`);

  it('of a case is told with the case, once', async () => {
    const hang: Fate = (message) => (message.type === 'run' ? 'endless' : 'answer');
    const verdict = await check(measures, printing, { fate: hang, only: ['stats by hand'], clock: systemClock });
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'timedOut' }, printsCut: 0 });
    expect(verdict.cases[0]!.prints).toBe('hello 2\n');
    expect(heard()).toBe('hello 2\n');
  });

  it('of a file that is run is told as it comes, once', async () => {
    const hang: Fate = () => 'endless';
    const verdict = await check(measures, "console.log('a');\nconsole.log('b');", {
      fate: hang,
      mode: 'run',
      clock: systemClock,
    });
    expect(verdict).toMatchObject({ error: { reason: 'timedOut' }, prints: 'a\nb\n', printsCut: 0 });
    expect(heard()).toBe('a\nb\n');
  });

  it('of a training run is told with its case, once', async () => {
    const hang: Fate = (message) => (message.type === 'train' ? 'endless' : 'answer');
    const text = changed(line, 'layer.backward(', `console.log('step');\n    layer.backward(`);
    const verdict = await check(line, text, { fate: hang, clock: systemClock });
    expect(verdict.cases[0]).toMatchObject({ outcome: 'error', prints: 'step\n' });
    expect(heard()).toBe('step\n');
  });

  it('says what was cut of it', async () => {
    const hang: Fate = (message) => (message.type === 'run' ? 'endless' : 'answer');
    const text = changed(measures, before, `console.log('x'.repeat(99_999));\n  ${before}`);
    const verdict = await check(measures, text, { fate: hang, only: ['stats by hand'], clock: systemClock });
    expect(verdict.cases[0]!.prints.length + verdict.printsCut).toBe(100_000);
  });
});

describe('one case alone', () => {
  it('runs nothing else', async () => {
    const verdict = await check(measures, solutionOf(measures), { only: ['stats by hand'] });
    expect(verdict.cases.map(({ name }) => name)).toEqual(['stats by hand']);
    expect(verdict.outcome).toBe('pass');
  });
});

describe('code that is not a function of its inputs', () => {
  it('is told from a wrong answer', async () => {
    const text = changed(
      measures,
      'return np.add(np.multiply(x, factor), shift);',
      'calls++; return np.add(np.multiply(x, factor), calls === 3 ? 9 : shift);',
    );
    const verdict = await check(measures, `let calls = 0;\n${text}`);
    expect(failed(verdict).finding).toEqual({ code: 'notDeterministic' });
  });

  it('may use seeded randomness', async () => {
    const text = changed(
      measures,
      'return np.add(np.multiply(x, factor), shift);',
      'return np.add(np.multiply(x, factor), Math.random() + np.random.rand(1).item());',
    );
    expect(failed(await check(measures, text)).finding.code).toBe('wrongValue');
  });
});

describe('a learner that fails', () => {
  const onRun =
    (fate: ReturnType<Fate>, which: number): Fate =>
    (message, learner) =>
      message.type === 'run' && learner === which ? fate : 'answer';

  it('hangs: its case is lost, the others are asked again', async () => {
    const verdict = await check(measures, solutionOf(measures), { fate: onRun('hang', 0), clock: systemClock });
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'timedOut' }, headline: 0 });
    expect(verdict.cases.map(({ outcome }) => outcome)).toEqual([
      'error',
      'pass',
      'pass',
      'pass',
      'pass',
      'pass',
      'pass',
    ]);
  });

  it('hangs twice: the rest is skipped, so that nobody waits for a verdict that is known', async () => {
    const verdict = await check(measures, solutionOf(measures), {
      fate: ({ type }) => (type === 'run' ? 'hang' : 'answer'),
      clock: systemClock,
    });
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'timedOut' }, headline: 0 });
    expect(verdict.cases.map(({ outcome }) => outcome)).toEqual([
      'error',
      'error',
      ...verdict.cases.slice(2).map(() => 'skipped'),
    ]);
  });

  it.each([
    ['crashed', 'die'],
    ['outOfMemory', 'outOfMemory'],
  ] as const)('%s', async (reason, fate) => {
    const verdict = await check(measures, solutionOf(measures), { fate: onRun(fate, 0) });
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason } });
    expect(verdict.cases.map(({ outcome }) => outcome)).toEqual([
      'error',
      ...verdict.cases.slice(1).map(() => 'skipped'),
    ]);
    expect(verdict.headline).toBe(0);
  });

  it.each(['die', 'outOfMemory', 'hang'] as const)('%s while it trains: that case is the one', async (fate) => {
    const verdict = await check(line, solutionOf(line), {
      fate: ({ type }) => (type === 'train' ? fate : 'answer'),
      clock: systemClock,
    });
    const stopped = verdict.cases[verdict.headline!]!;
    expect(stopped).toMatchObject({ visible: true, outcome: 'error' });
    expect(stopped.durationMs).toBeGreaterThan(0);
  });

  it.each([
    ['cpu', 'notDeterministic'],
    ['webgpu', 'wrongValue'],
  ])('answers a last digit otherwise the second time, on %s: %s', async (engine, code) => {
    const fate: Fate = ({ type }, learner) => {
      if (type === 'load') Reflect.set(globalThis, 'digit', 1 + 1e-7 * learner);
      return 'answer';
    };
    const wrong = "return np.multiply(x, Number(Reflect.get(globalThis, 'digit')));";
    const text = changed(measures, 'return np.add(np.multiply(x, factor), shift);', wrong);
    expect(failed(await check(measures, text, { fate, engine })).finding).toMatchObject({ code });
    Reflect.deleteProperty(globalThis, 'digit');
  });

  it('answers fewer steps than it was asked: no answer at all', async () => {
    const verdict = await check(measures, solutionOf(measures), { fate: onRun('forge', 0) });
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'crashed', detail: 'protocol' } });
  });

  it('answers with more than anybody can look at', async () => {
    const text = changed(measures, 'return np.add(np.multiply(x, factor), shift);', 'return np.zeros([1000, 1000]);');
    const { finding, evidence } = failed(await check(measures, text));
    expect(finding).toMatchObject({ code: 'wrongShape', found: [1000, 1000] });
    expect(evidence!.yours).toBeUndefined();
    expect(evidence!.expected).toBeDefined();
  });

  it('is cancelled', async () => {
    const controller = new AbortController();
    const fate: Fate = ({ type }) => {
      if (type === 'run') setTimeout(() => controller.abort(), 20);
      return type === 'run' ? 'hang' : 'answer';
    };
    const verdict = await check(measures, solutionOf(measures), { fate, signal: controller.signal });
    expect(verdict).toMatchObject({ outcome: 'error', error: { reason: 'cancelled' } });
  });
});

describe('training', () => {
  const uses = [{ exercise: linear, text: solutionOf(linear), passed: true }];

  it('is measured by the judge and passes at its target', async () => {
    const verdict = await check(line, solutionOf(line), { uses });
    expect(verdict).toMatchObject({ outcome: 'pass', standIns: [] });
    expect(verdict.metrics).toMatchObject({ steps: 50 });
    expect(verdict.metrics!.testAccuracy).toBeGreaterThanOrEqual(0.9);
    expect(verdict.metrics!.trainLoss).toBeLessThan(Math.log(2));
    const points = events.flatMap((event) => (event.type === 'trainingPoints' ? event.points : []));
    expect(points.at(-1)).toMatchObject({ step: 50, samples: 3000, testAccuracy: verdict.metrics!.testAccuracy });
    expect(events.find(({ type }) => type === 'trainingStarted')).toMatchObject({ totalSteps: 50, standIns: [] });
  });

  it('belowTarget, neverReported, threw, wrongShape', async () => {
    const below = await check(line, changed(line, 'np.subtract(layer.W, layer.dW)', 'np.add(layer.W, layer.dW)'), {
      uses,
    });
    expect(findings(below)['a line between two classes']).toMatchObject({
      code: 'belowTarget',
      metric: 'testAccuracy',
      target: 0.9,
    });
    expect(below.outcome).toBe('fail');
    const silent = await check(line, changed(line, 'report(step, (x) => np.reshape(layer.forward(x), [-1]));', ''), {
      uses,
    });
    expect(failed(silent).finding).toEqual({ code: 'neverReported' });
    const threw = await check(
      line,
      changed(line, 'layer.backward(', "if (step === 3) throw new Error('stop');\n    layer.backward("),
      { uses },
    );
    expect(threw).toMatchObject({ outcome: 'error', error: { reason: 'threw', place: { line: 11 } } });
    const shape = await check(line, changed(line, 'np.reshape(layer.forward(x), [-1])', 'np.zeros([3])'), { uses });
    expect(failed(shape).finding).toEqual({ code: 'wrongShape', expected: [60], found: [3], of: 'predict' });
  });

  const loop = 'report(step, (x) => np.reshape(layer.forward(x), [-1]));';
  it.each([
    ['the same step each time', loop.replace('step', '1'), { code: 'stepsOutOfOrder', step: 1, after: 1 }],
    ['steps counted down', loop.replace('step', '51 - step'), { code: 'stepsOutOfOrder', step: 49, after: 50 }],
    ['steps counted from 0', loop.replace('step', 'step - 1'), { code: 'stoppedEarly', step: 49, total: 50 }],
    ['half of the steps', `if (step <= 25) ${loop}`, { code: 'stoppedEarly', step: 25, total: 50 }],
    [
      'what is right instead of what the net says',
      loop.replace('layer.forward(x)', 'np.sum(x, 1)'),
      { code: 'otherNet', answers: 'same' },
    ],
    [
      'scores times two',
      loop.replace(/(\(x\) => )(.*)\);/, '$1np.multiply($2, 2));'),
      { code: 'otherNet', answers: 'same' },
    ],
    ['signs', loop.replace(/(\(x\) => )(.*)\);/, '$1np.sign($2));'), { code: 'otherNet', answers: 'same' }],
    ['another net in the end', `${loop} if (step === steps) layer.W = np.zeros([2, 1]);`, { code: 'otherNet' }],
    ['nothing in the end', `${loop} if (step === steps) return undefined as never;`, { code: 'otherNet' }],
  ])('is not passed by reporting %s', async (_, reported, finding) => {
    const verdict = await check(line, changed(line, loop, reported), { uses });
    expect(verdict.outcome).toBe('fail');
    expect(failed(verdict).finding).toEqual(finding);
  });

  it('names what a file beside it exports, its own or the reference that stands in', async () => {
    const text = changed(line, 'import { Linear }', 'import { linear as Linear }');
    const specifier = './linear-layer';
    for (const given of [uses, []]) {
      expect(await check(line, text, { uses: given })).toMatchObject({
        outcome: 'fail',
        failure: {
          finding: { code: 'noSuchExport', specifier, name: 'linear', exports: ['Linear'] },
          place: { line: 3, column: 10 },
        },
      });
    }
    const [own] = uses;
    const more = [{ ...own!, text: `${own!.text}\nexport { Linear as linear };` }];
    expect(await check(line, text, { uses: more })).toMatchObject({ outcome: 'pass' });
  });

  it('stands on the own layer if it passes now, else on the reference, which is named', async () => {
    const checkedNow = await check(line, solutionOf(line), { uses: [{ ...uses[0]!, passed: false }] });
    expect(checkedNow).toMatchObject({ outcome: 'pass', standIns: [] });
    const wrong = await check(line, solutionOf(line), {
      uses: [{ exercise: linear, text: mistakeOf(linear, 'doubled'), passed: false }],
    });
    expect(wrong).toMatchObject({ outcome: 'pass', standIns: [linear] });
    expect(wrong.withoutFile).toBeUndefined();
    expect(await check(line, solutionOf(line))).toMatchObject({ standIns: [linear], withoutFile: [linear] });
  });

  it('can be left out', async () => {
    expect(await check(line, solutionOf(line), { extent: 'withoutTraining' })).toMatchObject({
      outcome: 'pass',
      cases: [],
    });
  });
});

describe('a check for those who prove a course', () => {
  it('stops at the first failing case', async () => {
    const verdict = await check(measures, mistakeOf(measures, 'no-shift'), { extent: 'untilFailure' });
    expect(verdict.outcome).toBe('fail');
    expect(verdict.cases.map(({ outcome }) => outcome)).toEqual(['fail', ...Array<string>(6).fill('skipped')]);
    expect(pool.taken).toHaveLength(1);
  });
});

describe('debugging', () => {
  it('asks for a debugger, sets no limits and runs one draw', async () => {
    const verdict = await check(measures, solutionOf(measures), {
      mode: 'debug',
      only: ['affine of a matrix'],
      retry: { case: 'affine of a matrix', seed: 5 },
    });
    expect(verdict.outcome).toBe('pass');
    expect(pool.taken).toMatchObject([{ inspectPort: 0 }]);
  });

  it('gives the debugger the way back to lines that moved, and nobody else', async () => {
    const codes: string[] = [];
    const fate: Fate = (message) => {
      if (message.type === 'load') codes.push(...message.modules.map(({ code }) => code));
      return 'answer';
    };
    const text = `enum Kind { One }\n${solutionOf(measures)}`;
    for (const mode of ['debug', 'check'] as const) expect(await check(measures, text, { mode, fate })).toBeDefined();
    const maps = codes.map((code) => code.includes('//# sourceMappingURL=data:'));
    expect(maps).toEqual([true, ...maps.slice(1).fill(false)]);
  });
});

describe('running a file', () => {
  it('loads it for its prints and says nothing about the exercise', async () => {
    const verdict = await check(measures, "console.log('hello');", { mode: 'run' });
    expect(verdict).toMatchObject({ outcome: 'notAttempted', prints: 'hello\n', cases: [] });
  });
});

describe('an exercise of ours that is broken', () => {
  it('is an internal error and no rejection', async () => {
    expect(await check('90-fixtures/absent', 'x')).toMatchObject({ outcome: 'error', error: { reason: 'internal' } });
  });
});
