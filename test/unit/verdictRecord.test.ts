import { describe, expect, it } from 'vitest';
import { afterVerdict, parseVerdictRecord } from '../../extension/verdictRecord';
import type { VerdictRecord } from '../../extension/verdictRecord';
import type { GradientVerdict, Verdict } from '../../runtime/protocol/verdict';
import { caseVerdict, verdict } from './wordsFixtures';

const failed = (name: string, seed: number) =>
  caseVerdict(name, { outcome: 'fail', failure: { finding: { code: 'notEqual' }, seed } });
const after = (...verdicts: Verdict[]) =>
  verdicts.reduce<VerdictRecord | undefined>((record, one) => afterVerdict(record, one), undefined);
const gradient = (name: string, maxRelativeError: number): GradientVerdict => ({
  case: name,
  tensor: 'dW',
  shape: [1],
  analytic: [1],
  numeric: [1],
  relativeError: [0],
  maxRelativeError,
  limit: 1e-4,
  pass: true,
});

describe('the failed draw of a case', () => {
  const fails = verdict({ outcome: 'fail', cases: [caseVerdict('a'), failed('b', 7)], headline: 1 });

  it.each([
    ['a check of another case that passes', verdict({ only: ['a'], cases: [caseVerdict('a')] })],
    ['a text that does not load', verdict({ outcome: 'error', cases: [], error: { reason: 'threw' } })],
    ['an untouched starter', verdict({ outcome: 'notAttempted', cases: [] })],
    [
      'a check that did not come to it',
      verdict({ cases: [caseVerdict('a'), caseVerdict('b', { outcome: 'skipped' })] }),
    ],
  ])('stays through %s', (_, next) => {
    expect(after(fails, next)?.draws).toEqual([{ case: 'b', seed: 7 }]);
  });

  it('stays beside that of another case which fails by itself', () => {
    const other = verdict({ outcome: 'fail', only: ['a'], cases: [failed('a', 9)], headline: 0 });
    expect(after(fails, other)?.draws).toEqual(
      expect.arrayContaining([
        { case: 'b', seed: 7 },
        { case: 'a', seed: 9 },
      ]),
    );
  });

  it('is the newest, and gone once the case passes', () => {
    const again = verdict({ outcome: 'fail', cases: [caseVerdict('a'), failed('b', 8)], headline: 1 });
    expect(after(fails, again)?.draws).toEqual([{ case: 'b', seed: 8 }]);
    expect(after(fails, again, verdict({ cases: [caseVerdict('a'), caseVerdict('b')] }))?.draws).toEqual([]);
  });

  it('comes back from disk', () => {
    const record = after(fails);
    expect(parseVerdictRecord(record, '')).toEqual(record);
  });
});

describe('gradients after a check of one case', () => {
  const whole = verdict({ gradients: [gradient('a', 1e-9), gradient('b', 1e-9)] });
  const part = verdict({ only: ['b'], cases: [caseVerdict('b')], gradients: [gradient('b', 1e-8)] });

  it('are those of all cases while the text is the same', () => {
    expect(after(whole, part, part)?.verdict.gradients).toEqual([gradient('a', 1e-9), gradient('b', 1e-8)]);
  });

  it('are those of that case alone where the text is another', () => {
    expect(after(whole, { ...part, textHash: '1' })?.verdict.gradients).toEqual([gradient('b', 1e-8)]);
  });
});
