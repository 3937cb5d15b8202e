import { describe, expect, test } from 'vitest';
import * as np from 'np';
import { npMessages } from '../../runtime/protocol/npMessages';
import { thrownError } from '../../runtime/protocol/parseLearner';
import { describeThrown } from '../../runtime/script/thrown';
import { placeholders } from '../../runtime/words/fill';
import { thrownMessage } from '../../runtime/words/npMessage';
import { npZhCn } from '../../runtime/words/npZhCn';

test.each(Object.keys(npMessages) as (keyof typeof npMessages)[])('%s has the same gaps in both languages', (code) => {
  expect(placeholders(npZhCn[code])).toEqual(placeholders(npMessages[code]));
});

function thrown(run: () => unknown) {
  try {
    run();
  } catch (error) {
    // As it comes from the learner's process.
    return thrownError(structuredClone(describeThrown(error, new Set())), 'error');
  }
  throw new Error('nothing was thrown');
}

test("np's errors are said in the reader's language", () => {
  const error = thrown(() => np.add(np.zeros([2, 3]), np.zeros([4])));
  expect(thrownMessage(error, 'en')).toBe(error.message);
  expect(thrownMessage(error, 'en')).toBe('np.add: operands could not be broadcast together with shapes (2, 3) (4,)');
  expect(thrownMessage(error, 'zh-cn')).toBe('np.add: 这些形状不能一起广播：(2, 3) (4,)');
});

test('other errors keep their words, and so does whatever claims to be one of np', () => {
  expect(
    thrownMessage(
      thrown(() => null!['x']),
      'zh-cn',
    ),
  ).toMatch(/^Cannot read properties of null/);
  const forged = Object.assign(new Error('mine'), { code: 'singular', where: 'np', parameters: {} });
  const described = thrown(() => {
    throw forged;
  });
  expect(described.np).toBeUndefined();
  expect(thrownMessage({ ...described, np: { where: 'np', code: 'toString', parameters: {} } }, 'zh-cn')).toBe('mine');
});

// Whatever is passed for whatever parameter, the message has no gap that was left open.
describe('gaps', () => {
  const groups = {
    np,
    'np.linalg': np.linalg,
    'np.random': np.random,
    rng: Object.fromEntries(
      Object.getOwnPropertyNames(np.random.Generator.prototype).map((name) => {
        const method: unknown = Reflect.get(np.random.Generator.prototype, name);
        return [name, typeof method === 'function' ? method.bind(np.random.default_rng(0)) : method];
      }),
    ),
  };
  const calls = Object.entries(groups).flatMap(([group, members]) =>
    Object.entries(members).flatMap(([name, f]) =>
      typeof f === 'function' && !/^[A-Z]|^constructor$/.test(name) ? [{ name: `${group}.${name}`, f }] : [],
    ),
  );
  const good = [
    np.array([
      [1, 2],
      [3, 4],
    ]),
    [1, 2],
    1,
  ];
  const hostile = [undefined, null, '3', 'a', NaN, -1, 1.5, true, {}, [null], [undefined, 1], new Map(), Symbol('s')];
  const lists = (first: unknown) =>
    hostile.flatMap((bad) => [[bad], [first, bad], [first, first, bad], [first, null, bad], [first, 1, 1, bad]]);

  test.each(calls)('$name leaves none open', ({ f }) => {
    const errors = new Map<string, np.NpError>();
    for (const first of good)
      for (const args of lists(first)) {
        try {
          Reflect.apply(f, undefined, args);
        } catch (error) {
          if (error instanceof np.NpError) errors.set(error.message, error);
        }
      }
    for (const [message, error] of errors) {
      expect(message).not.toMatch(/\{\w+\}/);
      const said = thrownMessage(
        thrown(() => {
          throw error;
        }),
        'zh-cn',
      );
      expect(said).not.toMatch(/\{\w+\}/);
      expect(placeholders(npMessages[error.code]).filter((gap) => !(gap in error.parameters))).toEqual([]);
    }
  });
});
