import { describe, expect, it } from 'vitest';
import type { Value } from '../../runtime/protocol/value';
import type { Failure, Finding, Verdict } from '../../runtime/protocol/verdict';
import { commandOutcome, endings, exitCode } from '../../runtime/words/outcome';
import { render } from '../../runtime/words/render';
import type { RenderedValue } from '../../runtime/words/rendered';
import { valueText, verdictText } from '../../runtime/words/text';
import { affine, array, caseVerdict, chineseMessages, failing, messages, verdict } from './wordsFixtures';

const english = (of: Verdict) => render(of, 'en', messages, affine);
const chinese = (of: Verdict) => render(of, 'zh-cn', chineseMessages, affine);
const failure = (of: Failure) => english(failing(of)).failure;
const said = (finding: Finding) => {
  const rendered = failure({ finding });
  return [rendered?.summary, ...(rendered?.remarks ?? [])].join(' ');
};
const found = (value: RenderedValue | null | undefined) => (value ? valueText(value) : '');

/** One finding of each kind. */
const findings: Finding[] = [
  { code: 'syntax', message: 'Unexpected token (3:4)' },
  { code: 'tooLong', limit: 1_000_000 },
  { code: 'importRefused', specifier: 'fs' },
  { code: 'importRefused', specifier: 'np', by: 'require' },
  { code: 'importRefused', specifier: 'np', by: 'dynamic' },
  { code: 'importRefused', specifier: './affine-layer', by: 'itself' },
  { code: 'exportRefused', written: 'module.exports' },
  { code: 'noSuchExport', specifier: './affine-layer', name: 'affine', exports: ['Affine'] },
  { code: 'noSuchExport', specifier: 'np', name: 'default' },
  { code: 'noSuchExport', specifier: 'kit', name: 'Digits' },
  { code: 'noSuchExport', specifier: 'np', name: 'dott' },
  { code: 'missing', entry: 'Affine' },
  { code: 'wrongKind', entry: 'Affine', expected: 'class', found: 'function' },
  { code: 'notWritten', entry: 'Affine' },
  { code: 'threw', error: { name: 'TypeError', message: 'x is undefined', frames: [] } },
  { code: 'didNotThrow' },
  { code: 'threw', error: { name: 'null', message: '', frames: [] } },
  { code: 'returnedNothing' },
  { code: 'notSet', name: 'dW' },
  { code: 'wrongType', expected: 'ndarray', found: 'opaque', type: 'Map' },
  { code: 'wrongLength', expected: 2, found: 3 },
  { code: 'wrongKeys', missing: ['dx'], extra: ['dX'] },
  { code: 'wrongShape', expected: [2, 3], found: [4] },
  { code: 'wrongShape', expected: [500, 10], found: [500], of: 'predict' },
  { code: 'tooLarge', shape: [3000, 2000] },
  { code: 'wrongDType', expected: 'float64', found: 'int32' },
  { code: 'notFinite', index: [1], found: NaN, expected: 0.5 },
  { code: 'wrongValue', differing: 1, total: 4, worst: { index: [0], found: 1, expected: 2 }, rtol: 1e-6, atol: 1e-9 },
  { code: 'notEqual' },
  { code: 'wrongGradient', tensor: 'dW', maxRelativeError: 0.25, limit: 1e-6 },
  { code: 'changedInput', argument: 'x' },
  { code: 'calledTimes', name: 'f', found: 3, limit: 2 },
  { code: 'law' },
  { code: 'constraint', rule: 'maxLoops', limit: '0', found: '2' },
  { code: 'constraint', rule: 'forbid', limit: 'np.matmul', found: 'np.matmul' },
  { code: 'constraint', rule: 'forbid', limit: 'np.matmul in dot', found: 'np.matmul' },
  { code: 'notDeterministic' },
  { code: 'neverReported' },
  { code: 'stepsOutOfOrder', step: 1, after: 1 },
  { code: 'stoppedEarly', step: 599, total: 600 },
  { code: 'otherNet' },
  { code: 'otherNet', answers: 'same' },
  { code: 'belowTarget', metric: 'testAccuracy', target: 0.94, found: 0.612 },
];

describe('a finding', () => {
  it.each(findings)('$code reads as a sentence in both languages', (finding) => {
    const inEnglish = english(failing({ finding })).failure?.summary ?? '';
    const inChinese = chinese(failing({ finding })).failure?.summary ?? '';
    expect(inEnglish).toMatch(/^\S.{8,}[.)\]a-z]$/s);
    expect(inChinese).toMatch(/[\u4e00-\u9fff]/);
    for (const text of [inEnglish, inChinese]) {
      expect(text).not.toMatch(/undefined(?!)|\{|\}|NaN/);
      expect(text.split('`').length % 2, 'backticks come in pairs').toBe(1);
    }
  });

  it.each([
    [
      { specifier: './helpers' },
      'This exercise may import `np`, `kit`, `./relu-layer`, `../03-forward/softmax`, and nothing else.',
    ],
    [{ specifier: './relu-layer', by: 'require' }, "Write `import { … } from './relu-layer'`."],
    [{ specifier: 'numpy', by: 'require' }, "NumPy goes by the name `np` here: `import * as np from 'np'`."],
    [{ specifier: 'np', by: 'dynamic' }, "NumPy goes by the name `np` here: `import * as np from 'np'`."],
    [{ specifier: './affine-layer', by: 'itself' }, 'What the file declares needs no import.'],
  ] as const)('says what may be imported instead of %j', (refused, words) => {
    const exercise = { ...affine, uses: ['05-backprop/relu-layer', '03-forward/softmax'] };
    const of = failing({ finding: { code: 'importRefused', ...refused } });
    expect(render(of, 'en', messages, exercise).failure?.remarks).toEqual([words]);
    expect(render(of, 'zh-cn', messages, exercise).failure?.remarks.join()).toMatch(/[\u4e00-\u9fff]/);
  });

  it('does not say of one case alone that all pass', () => {
    expect(english(verdict({ outcome: 'pass' })).headline).toBe('Every case passes.');
    const alone = verdict({ outcome: 'pass', only: ['forward of a batch'] });
    expect(english(alone).headline).toBe('This case passes. Run & Check tries all of them.');
    expect(english(alone).partial).toBe('A partial check, not recorded in your progress: “forward of a batch”.');
    expect(chinese(alone).partial).toContain('“一个批次的前向传播”');
    const two = english(verdict({ only: ['two rows by hand', 'forward of a batch'] }));
    expect(two.headline).toMatch(/^These cases pass\./);
    expect(two.partial).toContain('“two rows by hand” and “forward of a batch”');
    expect(english(verdict()).partial).toBeNull();
  });

  it('says of a property that was never set how to set it', () => {
    expect(said({ code: 'notSet', name: 'dW' })).toBe(
      '`dW` was never set. A local variable is gone when the method ends: write `this.dW = …`.',
    );
  });

  it('says what was thrown where that has no message', () => {
    expect(said({ code: 'threw', error: { name: 'null', message: '', frames: [] } })).toBe('Your code threw `null`.');
  });

  it('says of which part of the result it is', () => {
    const evidence = { call: 'layer.dW', inputs: [], path: 'dW', rtol: 1e-6, atol: 1e-9 };
    const of = failing({ finding: { code: 'wrongShape', expected: [2, 2], found: [0] }, evidence });
    expect(english(of).headline).toBe('`dW`: The shape is (0,); (2, 2) expected.');
    expect(chinese(of).headline).toBe('`dW`：形状是 (0,)，应为 (2, 2)。');
    expect(failure({ finding: { code: 'notSet', name: 'dW' }, evidence })?.summary).toBe('`dW` was never set.');
  });

  it('asks of an array that is still empty whether it is ever set', () => {
    expect(said({ code: 'wrongShape', expected: [2, 2], found: [0] })).toBe(
      'The shape is (0,); (2, 2) expected. It is empty: is it ever set?',
    );
    expect(said({ code: 'wrongShape', expected: [0, 2], found: [0] })).not.toContain('empty');
  });

  it('says that an input was changed as well, where no known mistake says it all', () => {
    const finding = { code: 'notEqual' } as const;
    const [remark] = failure({ finding, alsoChanged: 'x' })?.remarks ?? [];
    expect(remark).toBe('Your code also changed its input `x` in place: work on a copy, or make a new array.');
    expect(failure({ finding, alsoChanged: 'x', mistake: 'bias-not-summed' })?.remarks).toEqual([]);
  });

  it('says what kind of array is empty', () => {
    const evidence = { call: 'layer.dW', inputs: [], path: 'dW', rtol: 1e-6, atol: 1e-9 };
    const of = failing({
      finding: { code: 'wrongShape', expected: [2, 2], found: [0] },
      evidence: { ...evidence, yours: array([0], []) },
    });
    expect(verdictText(english(of), 'en')).toContain('  yours dW: float64 array, shape (0,)\n    []\n');
  });

  it('says both shapes and that one is the transpose of the other', () => {
    expect(said({ code: 'wrongShape', expected: [2, 3], found: [3, 2] })).toBe(
      'The shape is (3, 2); (2, 3) expected. That is the transpose of what is expected: swap the two factors of a product, or use `.T`.',
    );
  });

  it.each([
    [[3], [3, 1], 'Axis 1 has gone', 'keepdims: true'],
    [[3, 1], [3], 'Axis 1 with size 1 is one too many', 'squeeze'],
    [[4], [4, 3], 'Axis 1 of size 3 has gone', 'summed'],
    [[4, 3], [3], 'Axis 0 of size 4 should have gone', 'sum'],
    [[5, 5], [5, 1], '(n, n)', 'broadcast'],
    [[2, 4, 3], [2, 3, 4], 'order', 'np.transpose'],
    [[6], [2, 3], 'number of entries is right', 'reshape'],
  ])('explains %j where %j is expected', (foundShape, expected, ...words) => {
    const text = said({ code: 'wrongShape', expected, found: foundShape });
    for (const word of words) expect(text).toContain(word);
  });

  it.each<[Finding, string]>([
    [{ code: 'noSuchExport', specifier: 'np', name: 'default' }, "import * as np from 'np'"],
    [{ code: 'importRefused', specifier: 'np', by: 'require' }, "import * as np from 'np'"],
    [{ code: 'importRefused', specifier: 'numpy' }, "import * as np from 'np'"],
    [{ code: 'importRefused', specifier: './np' }, "import * as np from 'np'"],
    [{ code: 'noSuchExport', specifier: 'kit', name: 'Digits' }, "import type { Digits } from 'kit'"],
  ])('shows how to import after %j', (finding, how) => {
    expect(said(finding)).toContain(how);
  });

  it('does not name an axis where either of two could have gone', () => {
    expect(said({ code: 'wrongShape', expected: [2, 2], found: [2] })).toBe('The shape is (2,); (2, 2) expected.');
  });

  it.each([
    ['promise', 'ndarray', 'async'],
    ['list', 'ndarray', 'np.array'],
    ['ndarray', 'number', 'item()'],
    ['number', 'ndarray', 'axis'],
    ['function', 'number', 'parentheses'],
    ['bool', 'number', '? 1 : 0'],
  ] as const)('explains %s in place of %s', (wrong, expected, word) => {
    expect(said({ code: 'wrongType', expected, found: wrong })).toContain(word);
  });

  it('takes typed arrays for the lists that they are', () => {
    expect(said({ code: 'wrongType', expected: 'ndarray', found: 'opaque', type: 'Float64Array' })).toContain(
      'np.array',
    );
  });

  it('advises a copy of what has one', () => {
    const finding = { code: 'changedInput', argument: 'start' } as const;
    const remarks = (inputs: { name: string; value: Value }[]) =>
      failure({ finding, evidence: { call: 'f(start)', inputs, path: '', rtol: 0, atol: 0 } })?.remarks.join();
    expect(remarks([{ name: 'start', value: array([1], [1]) }])).toContain('`start.copy()`');
    expect(remarks([{ name: 'start', value: { kind: 'record', entries: [] } }])).not.toContain('copy()');
  });

  it('tells two numbers apart that agree in six digits', () => {
    const text = said({
      code: 'wrongValue',
      differing: 1,
      total: 1,
      worst: { index: [], found: 0.123456189, expected: 0.123456123 },
      rtol: 1e-9,
      atol: 0,
    });
    expect(text).toBe('The result is 0.1234562; 0.1234561 expected.');
  });

  it('says the message of a law once, where a known mistake breaks it', () => {
    const of = failing({ finding: { code: 'law', law: 'bias-not-summed' }, mistake: 'bias-not-summed' });
    const { failure } = english(of);
    expect(failure?.mistake).toBe(messages.mistakes['bias-not-summed']);
    expect(failure?.summary).not.toBe(failure?.mistake);
  });

  it('uses the message of a law', () => {
    const of = failing({ finding: { code: 'law', law: 'bias-not-summed' } });
    expect(english(of).failure?.summary).toBe(messages.mistakes['bias-not-summed']);
  });
});

describe('what yours and the expected have to do with each other', () => {
  const expected = [1, 2, -3, 0.5];
  const remarks = (yours: number[], shape = [4], target = expected) =>
    failure({
      finding: {
        code: 'wrongValue',
        differing: 4,
        total: 4,
        worst: { index: shape.map(() => 0), found: 9, expected: 1 },
        rtol: 1e-6,
        atol: 1e-9,
      },
      evidence: {
        call: 'f(x)',
        inputs: [],
        path: '',
        yours: array(shape, yours),
        expected: array(shape, target),
        rtol: 1e-6,
        atol: 1e-9,
      },
    })?.remarks;

  it.each([
    ['a sign', expected.map((x) => -x), 'Every entry has the wrong sign.'],
    ['zeros', [0, 0, 0, 0], 'Every entry of yours is 0.'],
    ['a whole factor', expected.map((x) => 3 * x), 'Every entry of yours is 3 times the expected one.'],
    ['a fraction', expected.map((x) => x / 4), 'Every entry of yours is 1/4 times the expected one.'],
    ['an offset', expected.map((x) => x + 0.25), 'Every entry of yours is the expected one plus 0.25.'],
    ['the order', expected.toReversed(), 'The entries are right but in reverse order.'],
  ])('%s', (_what, yours, remark) => {
    expect(remarks(yours)).toEqual([remark]);
  });

  it('a transpose', () => {
    expect(remarks([1, -3, 2, 0.5], [2, 2])).toEqual(['Yours is the transpose of what is expected.']);
  });

  it('one row, one column', () => {
    expect(remarks([1, 2, 7, 8], [2, 2])).toEqual(['Only row 1 is off.']);
    expect(remarks([7, 2, 9, 0.5], [2, 2])).toEqual(['Only column 0 is off.']);
  });

  it('nothing, where there is nothing', () => {
    expect(remarks([5, 1, 2, 9])).toEqual([]);
    // A single number is some multiple of any other.
    expect(remarks([2, 2, 2, 2], [4], [1, 1, 1, 1])).toEqual([]);
    expect(remarks([NaN, 2, -3, 0.5])).toEqual([]);
    // Not every number that no tolerance tells from 0 is 0, and a number has no entries.
    expect(remarks([1e-8, 2e-8, -3e-8, 5e-9])).toEqual(['Every entry of yours is 1e-8 times the expected one.']);
    expect(remarks([0], [], [1])).toEqual([]);
  });
});

describe('evidence', () => {
  const wrong = (yours: number[], target: number[], shape: number[], index: number[]): Failure => ({
    finding: {
      code: 'wrongValue',
      differing: 1,
      total: target.length,
      worst: { index, found: 1, expected: 2 },
      rtol: 1e-6,
      atol: 1e-9,
    },
    evidence: {
      call: 'f(x)',
      inputs: [{ name: 'x', value: array(shape, target) }],
      path: '',
      yours: array(shape, yours),
      expected: array(shape, target),
      rtol: 1e-6,
      atol: 1e-9,
    },
    seed: 7,
  });

  it('marks the entries that differ, on both sides and no other', () => {
    const evidence = failure(wrong([1, 2.5, 3, 4], [1, 2, 3, 4], [2, 2], [0, 1]))?.evidence;
    expect(found(evidence?.yours)).toBe('[  1.0  ≠2.5 ]\n[  3.0   4.0 ]');
    expect(found(evidence?.expected)).toBe('[  1.0  ≠2.0 ]\n[  3.0   4.0 ]');
    expect(found(evidence?.inputs[0]?.value)).toBe('[ 1  2 ]\n[ 3  4 ]');
  });

  it('writes as many digits as it takes to see a difference', () => {
    const evidence = failure(wrong([1.0000123, 2], [1.0000456, 2], [2], [0]))?.evidence;
    expect(found(evidence?.yours)).toBe('[ ≠1.00001   2.00000 ]');
    expect(found(evidence?.expected)).toBe('[ ≠1.00005   2.00000 ]');
  });

  it('cuts a long array around its worst entry and says what was cut', () => {
    const target = Array.from({ length: 40 * 30 }, (_, i) => i);
    const yours = target.map((x) => (x === 23 * 30 + 17 ? -1 : x));
    const value = failure(wrong(yours, target, [40, 30], [23, 17]))?.evidence?.yours;
    expect(value?.cut).toBe('Shown: 64 of 1200 entries.');
    expect(found(value)).toContain('≠-1');
    const block = value?.kind === 'table' ? value.blocks[0] : undefined;
    expect(block?.columns.slice(-5)).toEqual([null, 16, 17, 18, null, 29].slice(-5));
    expect(block?.rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, null, 22, 23, 24, null, 39]);
  });

  it('shows arrays of rank 3 and 4 as matrices by their leading indexes', () => {
    const shape = [2, 2, 2, 3];
    const numbers = Array.from({ length: 24 }, (_, i) => i);
    const value = failure(wrong(numbers, numbers, shape, [0, 0, 0, 0]))?.evidence?.yours;
    expect(value?.kind === 'table' ? value.blocks.map(({ label }) => label) : []).toEqual([
      '[0, 0]',
      '[0, 1]',
      '[1, 0]',
      '[1, 1]',
    ]);
    expect(found(value)).toContain('[1, 1]:\n[ 18  19  20 ]\n[ 21  22  23 ]');
  });

  it.each([
    [{ kind: 'string', value: 'a"b', cut: 5 }, '"a\\"b"\n5 more characters not shown.'],
    [{ kind: 'undefined' }, 'undefined'],
    [{ kind: 'record', entries: [['dx', { kind: 'number', value: -0 }]] }, '{ dx: -0 }'],
    [{ kind: 'opaque', type: 'Map' }, 'Map'],
    [{ kind: 'list', items: [{ kind: 'string', value: 'x' }], cut: 3 }, '["x", …]\n3 more items not shown.'],
    [array([0, 3], []), '[]'],
    [array([], [2.5]), '2.5'],
    [array([2], [NaN, -Infinity]), '[  nan  -inf ]'],
  ] as const)('shows %j', (value, text) => {
    const evidence = { call: 'f()', inputs: [], path: '', yours: structuredClone(value) as never, rtol: 0, atol: 0 };
    expect(found(failure({ finding: { code: 'notEqual' }, evidence })?.evidence?.yours)).toBe(text);
  });

  it('is one matrix for a list of lists of numbers', () => {
    const row = (...numbers: number[]) => ({
      kind: 'list' as const,
      items: numbers.map((value) => ({ kind: 'number' as const, value })),
    });
    const yours = { kind: 'list' as const, items: [row(1, 2), row(3, 4)] };
    const evidence = { call: 'f()', inputs: [], path: '', yours, rtol: 0, atol: 0 };
    expect(found(failure({ finding: { code: 'notEqual' }, evidence })?.evidence?.yours)).toBe('[ 1  2 ]\n[ 3  4 ]');
  });
});

describe('a verdict', () => {
  it('leads with the message of the known mistake', () => {
    const of = failing({ finding: { code: 'notEqual' }, mistake: 'bias-not-summed' });
    expect(english(of).headline).toBe('You did not sum `dy` over the batch for `db`.');
    expect(chinese(of).headline).toBe('计算 `db` 时没有沿批次对 `dy` 求和。');
    expect(chinese(of).failure?.case).toBe('一个批次的前向传播');
    expect(chinese(of).cases[1]?.id).toBe('forward of a batch');
  });

  it('counts its cases', () => {
    expect(english(verdict()).tally).toBe('2 of 2 cases passed');
    expect(english(verdict({ cases: [] })).tally).toBe('No case has run');
  });

  it('names the place of an error that was thrown', () => {
    const thrown = { name: 'TypeError', message: 'boom', frames: [{ file: 'a/b.ts', line: 3, column: 7 }] };
    const rendered = english(
      verdict({
        outcome: 'error',
        error: { reason: 'threw', thrown },
        failure: { finding: { code: 'threw', error: thrown } },
        cases: [],
      }),
    );
    expect(rendered.headline).toBe('Your code threw `TypeError`: boom');
    expect(rendered.failure?.placeText).toBe('b.ts:3:7');
    const place = { file: 'C:\\dojo\\a\\b.ts', line: 3, column: 7 };
    expect(failure({ finding: { code: 'returnedNothing' }, place })?.placeText).toBe('b.ts:3:7');
  });

  it.each([
    [{ reason: 'timedOut' }, /after 2 s/],
    [{ reason: 'outOfMemory' }, /512 MB of memory and had taken 600 MB/],
    [{ reason: 'crashed' }, /ended by itself/],
    [{ reason: 'crashed', detail: 'protocol: bad frame' }, /no answer/],
    [{ reason: 'cancelled' }, /cancelled/],
    [{ reason: 'internal', detail: 'x is not a function' }, /not your code/],
  ] as const)('%j says what happened and what to try', (error, words) => {
    const of = verdict({ outcome: 'error', error, cases: [], durationMs: 2010, peakMemoryBytes: 600 * 2 ** 20 });
    expect(english(of).headline).toMatch(words);
    expect(english(of).advice.length).toBeGreaterThan(0);
    expect(chinese(of).headline).toMatch(/[\u4e00-\u9fff]/);
    if ('detail' in error) expect(english(of).facts.at(-1)?.value).toBe(error.detail);
  });

  it('advises on memory too, where time ran out with most of it taken', () => {
    const timedOut = { outcome: 'error', error: { reason: 'timedOut' }, cases: [] } as const;
    const of = (peakMB: number) => verdict({ ...timedOut, cases: [], peakMemoryBytes: peakMB * 2 ** 20 });
    expect(english(of(475)).advice.slice(0, 2)).toEqual([
      'It may also have been memory: 475 MB of 512 MB had been taken.',
      'Look for an array that grows in a loop, or for a shape with a size far too large.',
    ]);
    expect(english(of(475)).advice).toHaveLength(4);
    expect(english(of(300)).advice).toHaveLength(2);
    expect(chinese(of(475)).advice[0]).toContain('475 MB');
  });

  it('names the case that a check was stopped in, and how long that had run', () => {
    const { cases } = verdict();
    const stopped = { ...cases[1]!, outcome: 'error' as const, durationMs: 3000 };
    const of = verdict({ outcome: 'error', error: { reason: 'timedOut' }, headline: 1, cases: [cases[0]!, stopped] });
    expect(english(of).headline).toMatch(/after 3 s/);
    expect(english(of).failure?.case).toBe('forward of a batch');
    expect(verdictText(english(of), 'en').split(english(of).headline)).toHaveLength(2);
  });

  it('shows a terminal what the failing case printed, and where none fails what the examples did', () => {
    const cases = [
      caseVerdict('two rows by hand', { visible: true, prints: 'example\n' }),
      caseVerdict('forward of a batch', { prints: 'hidden\n' }),
    ];
    const printed = (of: Verdict) => verdictText(english(of), 'en').match(/(?<=│ ).*/g);
    expect(printed(verdict({ cases, prints: 'load\n' }))).toEqual(['load', 'example']);
    const stopped = { outcome: 'error', error: { reason: 'timedOut' }, headline: 1 } as const;
    expect(printed(verdict({ ...stopped, cases, prints: 'load\n' }))).toEqual(['load', 'hidden']);
  });

  it('names exercises by their titles that the reference stood in for, and says which have no file', () => {
    const titles: Record<string, string> = { a: 'First', b: 'Second', c: 'Third' };
    const find = (id: string) => ({ ...affine, id, title: { en: titles[id]!, 'zh-cn': `第${titles[id]}` } });
    const of = verdict({ standIns: ['a', 'b', 'c'], withoutFile: ['b'] });
    expect(render(of, 'en', messages, affine, find).advice).toEqual([
      'The reference solution stood in for “First”, “Third”, which your own file does not pass yet.',
      'The reference solution stood in for “Second”: no file of yours was found.',
    ]);
    expect(render(of, 'zh-cn', messages, affine, find).advice[0]).toContain('“第First”、“第Third”');
  });

  it('advises a look at the curves where they are what falls short', () => {
    const metrics = {
      steps: 600,
      trainLoss: 1,
      trainAccuracy: 0.6,
      testLoss: 1,
      testAccuracy: 0.6,
      elapsedMs: 1,
      samplesPerSecond: 1,
    };
    const advice = (finding: Finding) => english(failing({ finding }, { metrics })).advice.join();
    expect(advice({ code: 'belowTarget', metric: 'testAccuracy', target: 0.94, found: 0.6 })).toContain('curves');
    expect(advice({ code: 'otherNet' })).toBe('');
  });

  it('points to the panels that have more to show', () => {
    const gradients = [
      {
        case: 'g',
        tensor: 'dW',
        shape: [],
        analytic: [1],
        numeric: [2],
        relativeError: [0.5],
        maxRelativeError: 0.5,
        limit: 1e-6,
        pass: false,
      },
    ];
    const of = failing(
      { finding: { code: 'wrongGradient', tensor: 'dW', maxRelativeError: 0.5, limit: 1e-6 } },
      { gradients },
    );
    expect(english(of).panels).toEqual(['gradient']);
    expect(english(of).advice.join()).toContain('gradient panel');
  });

  it('is plain JSON', () => {
    const rendered = english(failing({ finding: { code: 'notEqual' }, seed: 3 }));
    expect(JSON.parse(JSON.stringify(rendered))).toEqual(rendered);
  });

  it('reads well in a terminal', () => {
    const text = verdictText(english(failing({ finding: { code: 'didNotThrow' }, seed: 3 })), 'en');
    expect(text.split('\n')).toEqual([
      '✗ Not yet: 1 of 2 cases passed',
      '  ✓ two rows by hand (example)',
      '  ✗ forward of a batch (hidden)',
      '',
      '✗ forward of a batch (Seed 3)',
      'This call should throw an error, but it returned a result.',
      '',
      'Time: 84 ms · Seed: 42 · Engine: cpu · Peak memory: 60 MB',
    ]);
  });
});

describe('the table of endings', () => {
  it('gives every ending its outcome and exit code', () => {
    const rows = Object.entries(endings).map(([key, { outcome, exitCode }]) => `${key} ${outcome} ${exitCode}`);
    expect(rows).toEqual([
      'pass pass 0',
      'fail fail 1',
      'notAttempted notAttempted 1',
      'threw error 1',
      'timedOut timedOut 1',
      'crashed crashed 1',
      'outOfMemory outOfMemory 1',
      'cancelled cancelled 1',
      'internal error 3',
    ]);
  });

  it('takes an error without a reason for our own fault', () => {
    expect(exitCode({ outcome: 'error' })).toBe(3);
    expect(commandOutcome({ outcome: 'error' })).toBe('error');
  });
});
