import type { ArrayValue, DType, Value } from '../protocol/value';
import type { Finding } from '../protocol/verdict';
import { sameShape } from '../script/sameValue';
import { elementsOf, indexAt } from './elements';

export interface Rules {
  rtol: number;
  atol: number;
  /** Any dtype will do. */
  anyDType: boolean;
  /** A law decides about the values. */
  anyValue: boolean;
}

/** The first thing that differs, and where in the result. */
export interface Mismatch {
  finding: Finding;
  path: string;
  yours?: Value;
  expected?: Value;
}

/** Layer by layer: returns, type, shape, dtype, finite, value. Lists and records part by part. */
export function compare(yours: Value, expected: Value, rules: Rules, path = ''): Mismatch | undefined {
  const differs = (finding: Finding): Mismatch => ({ finding, path, yours, expected });
  const [mine, theirs] = [arrayIn(yours), arrayIn(expected)];
  if (mine && theirs) {
    const finding = compareArrays(mine, theirs, rules);
    return finding && differs(finding);
  }
  if (yours.kind !== expected.kind) {
    if (yours.kind === 'undefined') return differs({ code: 'returnedNothing' });
    const type = yours.kind === 'opaque' && !mine ? { type: yours.type } : {};
    return differs({
      code: 'wrongType',
      expected: theirs ? 'ndarray' : expected.kind,
      found: mine ? 'ndarray' : yours.kind,
      ...type,
    });
  }
  switch (yours.kind) {
    case 'number': {
      const finding = compareNumbers([yours.value], [(expected as typeof yours).value], [], rules);
      return finding && differs(finding);
    }
    case 'bool':
    case 'string':
      return rules.anyValue || yours.value === (expected as typeof yours).value
        ? undefined
        : differs({ code: 'notEqual' });
    case 'list': {
      const { items } = expected as typeof yours;
      const [found, wanted] = [lengthOf(yours), lengthOf(expected as typeof yours)];
      if (found !== wanted) return differs({ code: 'wrongLength', expected: wanted, found });
      return firstOf(items, (item, i) => compare(yours.items[i]!, item, rules, `${path}[${i}]`));
    }
    case 'record':
      return compareRecords(yours, expected as typeof yours, rules, path, differs);
    case 'ndarray':
    case 'null':
    case 'undefined':
    case 'function':
    case 'promise':
    case 'opaque':
      return undefined;
    default:
      return yours satisfies never;
  }
}

type RecordValue = Extract<Value, { kind: 'record' }>;

function compareRecords(
  yours: RecordValue,
  expected: RecordValue,
  rules: Rules,
  path: string,
  differs: (finding: Finding) => Mismatch,
): Mismatch | undefined {
  const found = new Map(yours.entries);
  const wanted = new Set(expected.entries.map(([key]) => key));
  const missing = [...wanted].filter((key) => !found.has(key));
  const extra = [...found.keys()].filter((key) => !wanted.has(key));
  if (missing.length > 0 || extra.length > 0) return differs({ code: 'wrongKeys', missing, extra });
  return firstOf(expected.entries, ([key, item]) =>
    compare(found.get(key)!, item, rules, path ? `${path}.${key}` : key),
  );
}

/** An array, its data with it or not: one that is too large to be sent still says its shape. */
type Arrayish = ArrayValue | { kind: 'unsent'; dtype: DType; shape: number[] };

function arrayIn(value: Value): Arrayish | undefined {
  if (value.kind === 'ndarray') return value;
  return value.kind === 'opaque' && value.array ? { kind: 'unsent', ...value.array } : undefined;
}

const lengthOf = ({ items, cut = 0 }: Extract<Value, { kind: 'list' }>): number => items.length + cut;

function compareArrays(yours: Arrayish, expected: Arrayish, rules: Rules): Finding | undefined {
  if (!sameShape(yours.shape, expected.shape)) {
    return { code: 'wrongShape', expected: expected.shape, found: yours.shape };
  }
  if (!rules.anyDType && yours.dtype !== expected.dtype) {
    return { code: 'wrongDType', expected: expected.dtype, found: yours.dtype };
  }
  if (yours.kind === 'unsent' || expected.kind === 'unsent') return { code: 'tooLarge', shape: yours.shape };
  return compareNumbers(elementsOf(yours), elementsOf(expected), expected.shape, rules);
}

/** |yours - expected| <= atol + rtol |expected|, entry by entry; NaN is NaN, and infinities must be the same. */
function compareNumbers(
  yours: ArrayLike<number>,
  expected: ArrayLike<number>,
  shape: readonly number[],
  { rtol, atol, anyValue }: Rules,
): Finding | undefined {
  if (anyValue) return undefined;
  let differing = 0;
  let worst = -1;
  let worstExcess = -1;
  for (let i = 0; i < expected.length; i++) {
    const found = yours[i]!;
    const wanted = expected[i]!;
    if (!Number.isFinite(found) && Number.isFinite(wanted)) {
      return { code: 'notFinite', index: indexAt(i, shape), found, expected: wanted };
    }
    if (found === wanted || (Number.isNaN(found) && Number.isNaN(wanted))) continue;
    const excess = Number.isFinite(wanted) ? Math.abs(found - wanted) / (atol + rtol * Math.abs(wanted)) : Infinity;
    if (excess <= 1) continue;
    differing++;
    if (excess > worstExcess) [worst, worstExcess] = [i, excess];
  }
  if (differing === 0) return undefined;
  return {
    code: 'wrongValue',
    differing,
    total: expected.length,
    worst: { index: indexAt(worst, shape), found: yours[worst]!, expected: expected[worst]! },
    rtol,
    atol,
  };
}

export function firstOf<T, R>(list: readonly T[], find: (item: T, i: number) => R | undefined): R | undefined {
  for (const [i, item] of list.entries()) {
    const found = find(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}
