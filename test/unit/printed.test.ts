import { beforeEach, describe, expect, it } from 'vitest';
import * as np from '../../runtime/np/np';
import { Prints } from '../../runtime/learner/prints';
import type { Printed } from '../../runtime/protocol/learner';
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

describe('output', () => {
  let posted: Printed[];
  let now: number;
  let prints: Prints;

  beforeEach(() => {
    posted = [];
    now = 0;
    prints = new Prints(
      (printed) => posted.push(printed),
      () => now,
    );
  });

  const all = (): Printed => {
    const parts = [...posted, prints.take()];
    return {
      prints: parts.map((part) => part.prints).join(''),
      printsCut: parts.reduce((sum, part) => sum + part.printsCut, 0),
    };
  };

  it('is posted line by line as it comes, and not told again', () => {
    prints.console.log('a');
    prints.console.log('b');
    expect(posted).toEqual([
      { prints: 'a\n', printsCut: 0 },
      { prints: 'b\n', printsCut: 0 },
    ]);
    expect(prints.take()).toEqual({ prints: '', printsCut: 0 });
  });

  it('is kept up to a cap for each answer, and what is cut is counted once', () => {
    prints.console.log('a');
    prints.write('x'.repeat(30_000));
    prints.write('y'.repeat(10));
    const { prints: text, printsCut } = all();
    expect(text.startsWith('a\nxxx')).toBe(true);
    expect(text.length).toBe(20_000);
    expect(text.length + printsCut).toBe(30_012);
    prints.answered();
    posted = [];
    prints.console.log('b');
    expect(all()).toEqual({ prints: 'b\n', printsCut: 0 });
  });

  it('without end takes few messages, which lag behind by little', () => {
    const line = 'epoch 17\n';
    for (let i = 0; i < 1000; i++) prints.write(line);
    const sent = posted.reduce((sum, part) => sum + part.prints.length, 0);
    expect(sent).toBeGreaterThan(1000 * line.length - 256);
    expect(posted.length).toBeLessThan(300);
    for (let i = 1000; i < 1_000_000; i++) prints.write(line);
    expect(posted.length).toBeLessThan(600);
    const cut = posted.reduce((sum, part) => sum + part.printsCut, 0);
    expect(cut).toBeGreaterThan(0.9 * (1_000_000 * line.length - 20_000));
    const { prints: text, printsCut } = all();
    expect(text.length + printsCut).toBe(1_000_000 * line.length);
  });

  it('that comes slowly is posted at once, however much there has been', () => {
    for (let i = 0; i < 500; i++) prints.write('x');
    const before = posted.length;
    for (let i = 0; i < 10; i++) {
      now += 60;
      prints.write('y');
    }
    expect(posted.length).toBe(before + 10);
  });
});
