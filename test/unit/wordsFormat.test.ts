import { describe, expect, it } from 'vitest';
import {
  formatApart,
  formatBytes,
  formatDuration,
  formatIndex,
  formatNumber,
  formatShape,
  formatShare,
} from '../../runtime/words/format';
import { ravel, unravel } from '../../runtime/words/position';
import { passedOverText, predictionsText, remedyText } from '../../runtime/words/engineWords';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [0.1 + 0.2, '0.3'],
    [1234567, '1234570'],
    [1e-6, '1e-6'],
    [12345678, '1.23457e7'],
    [NaN, 'nan'],
    [-Infinity, '-inf'],
  ])('%d is %s', (x, text) => expect(formatNumber(x)).toBe(text));

  it('that differ read differently', () => {
    expect(formatApart(1, 1 + 1e-15)).toEqual(['1', '1.000000000000001']);
    expect(formatApart(0, -0)).toEqual(['0', '-0']);
    expect(formatApart(2, 2)).toEqual(['2', '2']);
  });

  it.each([
    [0.612, '61.2%'],
    [1, '100%'],
    [0.9987, '99.87%'],
    [NaN, 'nan'],
  ])('%d is a share of %s', (share, text) => expect(formatShare(share)).toBe(text));
});

describe('durations', () => {
  it.each([
    [0.2, '< 1 ms', '< 1 毫秒'],
    [84.4, '84 ms', '84 毫秒'],
    [999.7, '1 s', '1 秒'],
    [1440, '1.4 s', '1.4 秒'],
    [59_700, '1 min', '1 分'],
    [125_000, '2 min 5 s', '2 分 5 秒'],
  ])('%d ms', (ms, english, chinese) => {
    expect([formatDuration(ms, 'en'), formatDuration(ms, 'zh-cn')]).toEqual([english, chinese]);
  });
});

describe('sizes, shapes and indexes', () => {
  it.each([
    [512, '512 B'],
    [1536, '1.5 KB'],
    [512 * 2 ** 20, '512 MB'],
    [2 ** 30, '1 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('read as in NumPy', () => {
    expect([[], [3], [2, 3]].map(formatShape)).toEqual(['()', '(3,)', '(2, 3)']);
    expect(formatIndex([1, 2])).toBe('[1, 2]');
  });

  it('an index and its flat position are inverses', () => {
    const shape = [2, 3, 4];
    for (let i = 0; i < 24; i++) expect(ravel(unravel(i, shape), shape)).toBe(i);
    expect(unravel(23, shape)).toEqual([1, 2, 3]);
  });
});

it('says what was predicted, and what could be done about an engine, in either language', () => {
  const of = (engine: string, msPerStep: number) => ({ engine, msPerStep, readyMs: 1 });
  const predictions = [of('native', 0.3049), of('webgpu', 2.09), of('cpu', 123)];
  expect(predictionsText(predictions, 'en')).toBe('native: 0.3 ms a step; webgpu about 2.1; cpu about 120');
  expect(predictionsText(predictions, 'zh-cn')).toBe('native：每步 0.3 毫秒；webgpu 约 2.1 毫秒；cpu 约 120 毫秒');
  const lost = { engine: 'webgpu', why: 'lost', detail: 'pulled out' } as const;
  expect(passedOverText(lost, 'en')).toBe('the webgpu engine stopped in the middle: pulled out');
  for (const locale of ['en', 'zh-cn'] as const) {
    expect(remedyText(lost, locale)).toContain('tensorDojo.engine');
    expect(remedyText({ ...lost, why: 'failedItsTest' }, locale)).toBeUndefined();
  }
});
