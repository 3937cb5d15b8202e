import { expect, test } from 'vitest';
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
