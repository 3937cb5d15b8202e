import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrayDescription } from '../../extension/arrayDescription';
import * as np from '../../runtime/np/np';

const shown = '__shown';

/** As a debugger asks, which ends a description that might change anything. */
describe('what a debugger says of a value', () => {
  const session = new Session();
  beforeAll(() => session.connect());
  afterAll(() => {
    session.disconnect();
    Reflect.deleteProperty(globalThis, shown);
  });
  const described = async (value: unknown): Promise<unknown> => {
    Reflect.set(globalThis, shown, { value });
    const expression = `(${arrayDescription}).call(${shown}.value, 'as ever')`;
    const how = { throwOnSideEffect: true };
    const answer = await session.post('Runtime.evaluate', { expression, returnByValue: true, ...how });
    return answer.exceptionDetails?.exception?.description ?? answer.result.value;
  };

  it.each([
    [
      'a matrix',
      np.array([
        [1, 2],
        [3, 4.56789012],
      ]),
      '(2, 2) float64 [[1., 2.], [3., 4.5679]]',
    ],
    [
      'a transpose',
      np.array([
        [1, 2],
        [3, 4],
      ]).T,
      '(2, 2) float64 [[1., 3.], [2., 4.]]',
    ],
    ['part of one', np.arange(12).reshape([3, 4]).slice('1:', '::2'), '(2, 2) int32 [[4, 6], [8, 10]]'],
    ['rank 0', np.array(3), '() float64 3.'],
    ['bools', np.array([true, false]), '(2,) bool [True, False]'],
    ['what is not finite', np.array([NaN, Infinity, -Infinity, -0]), '(4,) float64 [nan, inf, -inf, -0.]'],
    ['very small numbers', np.array([1e-30], 'float32'), '(1,) float32 [1e-30]'],
    ['nothing', np.zeros([0, 3]), '(0, 3) float64 []'],
    ['a long vector', np.arange(100), '(100,) int32 [0, 1, 2, ..., 97, 98, 99]'],
    ['another object', { shape: [2], dtype: 'float64' }, 'as ever'],
    ['a number', 3, 'as ever'],
    ['null', null, 'as ever'],
  ])('%s', async (_, value, text) => {
    expect(await described(value)).toBe(text);
  });

  it('that is larger than a line is cut', async () => {
    const text = String(await described(np.zeros([8, 8, 8, 8])));
    expect(text).toMatch(/^\(8, 8, 8, 8\) float64 \[\[\[\[0\., 0\., 0\., \.\.\., 0\., 0\., 0\.\], /);
    expect(text).toContain('…');
    expect(text.length).toBeLessThan(500);
  });

  it('that cannot be read is no error', async () => {
    class NDArray {
      get shape(): never {
        throw new Error('half made');
      }
    }
    expect(await described(new NDArray())).toBe('as ever');
  });
});
