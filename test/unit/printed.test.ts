import { describe, expect, it } from 'vitest';
import * as np from '../../runtime/np/np';
import { Prints } from '../../runtime/learner/prints';
import { printed } from '../../runtime/learner/printed';

class Affine {
  W = 1;
  get secret(): never {
    throw new Error('printing called a getter');
  }
}

const cycle: unknown[] = [1];
cycle.push(cycle);
const hostile = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('no');
    },
  },
);

describe('console.log shows', () => {
  const table: [string, unknown[], string][] = [
    ['text as it is', ['a', 'b'], 'a b'],
    ['numbers exactly', [1.5, -0, Number.NaN, 10n], '1.5 -0 NaN 10n'],
    ['arrays as NumPy prints them', ['W =', np.array([1, 2.5])], 'W = [1.  2.5]'],
    ['arrays inside of others', [{ y: np.array([1, 2], 'int32') }], '{ y: array([1 2]) }'],
    [
      'lists and records as one writes them',
      [[1, 'x', [null, undefined]], { a: { b: true } }],
      '[1, "x", [null, undefined]] { a: { b: true } }',
    ],
    ['empty ones', [[], {}], '[] {}'],
    ['numeric arrays of the language', [new Float64Array([1, 2])], '[1, 2]'],
    ['instances with their class, their getters not called', [new Affine()], 'Affine { W: 1 }'],
    ['functions and classes', [Math.max, Affine, () => 0], '[function max] [class Affine] [function without a name]'],
    ['maps and sets', [new Map([['a', 1]]), new Set([2])], 'Map { "a": 1 } Set { 0: 2 }'],
    ['a cycle once', [cycle], '[1, [circular]]'],
    ['what cannot be read', [hostile], '[unreadable]'],
    [
      'the beginning of what is long',
      [Array.from({ length: 200 }, () => 0)],
      `[${Array(100).fill('0').join(', ')}, ... 100 more]`,
    ],
    ['the outside of what is deep', [{ a: { a: { a: { a: { a: 1 } } } } }], '{ a: { a: { a: { a: {...} } } } }'],
  ];
  it.each(table)('%s', (_, data, expected) => {
    expect(printed(data)).toBe(`${expected}\n`);
  });
});

it('prints are kept up to a cap, and what is cut is counted once', () => {
  const prints = new Prints();
  prints.console.log('a');
  prints.write('x'.repeat(30_000));
  const { prints: text, printsCut: cut } = prints.take();
  expect(text.startsWith('a\nxxx')).toBe(true);
  expect(text.length + cut).toBe(30_002);
  expect(prints.take()).toEqual({ prints: '', printsCut: 0 });
});
