import type { Elements, ReduceOp, Storage, Strided } from '../engine';
import { elementsOf, newElements } from './hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { Loop } from './loops';
import { checkRange } from '../integerOverflow';

/** Folds n elements of x, from i in steps of s, onto `start`. */
type Fold = (start: number, x: Elements, i: number, s: number, n: number) => number;

/** Halves until short: the rounding error grows with log n and not with n. */
function pairwiseSum(x: Elements, i: number, s: number, n: number): number {
  // One element over and over: a broadcast row may be longer than anyone waits.
  if (s === 0 && n > 0) return x[i] * n;
  if (n > 128) {
    // Not n >> 1: a broadcast row may be longer than 32 bits count.
    const half = Math.floor(n / 2);
    return pairwiseSum(x, i, s, half) + pairwiseSum(x, i + half * s, s, n - half);
  }
  let even = 0,
    odd = 0;
  for (; n > 1; n -= 2, i += 2 * s) {
    even += x[i];
    odd += x[i + s];
  }
  return n === 1 ? even + odd + x[i] : even + odd;
}

const folds: Record<ReduceOp, Fold> = {
  sum: (start, x, i, s, n) => start + pairwiseSum(x, i, s, n),
  prod: (start, x, i, s, n) => {
    for (; n > 0; n--, i += s) start *= x[i];
    return start;
  },
  max: (start, x, i, s, n) => {
    for (; n > 0; n--, i += s) if (!(x[i] <= start) && start === start) start = x[i];
    return start;
  },
  min: (start, x, i, s, n) => {
    for (; n > 0; n--, i += s) if (!(x[i] >= start) && start === start) start = x[i];
    return start;
  },
  any: (start, x, i, s, n) => {
    for (; n > 0 && start === 0; n--, i += s) if (x[i] !== 0) start = 1;
    return start;
  },
  all: (start, x, i, s, n) => {
    for (; n > 0 && start === 1; n--, i += s) if (x[i] === 0) start = 0;
    return start;
  },
};

const identities: Record<ReduceOp, number> = { sum: 0, prod: 1, max: -Infinity, min: Infinity, any: 0, all: 1 };

export function reduce(op: ReduceOp, x: Strided, rank: number, out: Storage): void {
  const results = op === 'sum' && sumsRows(x, rank) ? sumRows(x, out) : foldEach(op, x, rank, out);
  const to = elementsOf(out);
  if (out.dtype === 'int32') checkRange(op, results);
  if (results !== to) to.set(results);
}

function foldEach(op: ReduceOp, x: Strided, rank: number, out: Storage): Elements {
  const from = elementsOf(x.storage),
    fold = folds[op];
  const kept = x.shape.length - rank;
  const results = wideResults(out);
  if (isContiguous(x)) {
    const length = sizeOf(x.shape.slice(kept));
    for (let k = 0, i = x.offset; k < out.length; k++, i += length)
      results[k] = fold(identities[op], from, i, 1, length);
    return results;
  }
  const outer = new Loop(x.shape.slice(0, kept), [x.strides.slice(0, kept)]);
  const inner = new Loop(x.shape.slice(kept), [x.strides.slice(kept)]);
  const step = inner.steps[0];
  outer.run([x.offset], ([i], k) => {
    for (const e = k + outer.length; k < e; k++, i += outer.steps[0]) {
      let value = identities[op];
      if (inner.single) {
        results[k] = fold(value, from, i, step, inner.length);
        continue;
      }
      inner.run([i], ([j]) => {
        value = fold(value, from, j, step, inner.length);
      });
      results[k] = value;
    }
  });
  return results;
}

/** Integer results are looked at before they are cut to 32 bits. */
function wideResults(out: Storage): Elements {
  return out.dtype === 'int32' ? newElements('float64', out.length) : elementsOf(out);
}

/** (n, m) summed over n, where rows lie together: adding row to row reads memory in order. */
function sumsRows(x: Strided, rank: number): boolean {
  const kept = x.shape.length - rank;
  return kept === 1 && rank === 1 && x.strides[0] === 1 && x.shape[0] > 1 && x.strides[1] !== 1;
}

function sumRows(x: Strided, out: Storage): Elements {
  const from = elementsOf(x.storage);
  const columns = x.shape[0],
    rows = x.shape[1],
    stride = x.strides[1];
  const totals = new Float64Array(out.length);
  for (let r = 0, i = x.offset; r < rows; r++, i += stride) {
    for (let c = 0; c < columns; c++) totals[c] += from[i + c];
  }
  return totals;
}

export function moments(x: Strided, rank: number, mean: Storage, deviation: Storage): void {
  const from = elementsOf(x.storage),
    means = elementsOf(mean),
    deviations = elementsOf(deviation);
  const kept = x.shape.length - rank;
  const count = sizeOf(x.shape.slice(kept));
  const outer = new Loop(x.shape.slice(0, kept), [x.strides.slice(0, kept)]);
  const inner = new Loop(x.shape.slice(kept), [x.strides.slice(kept)]);
  const step = inner.steps[0];
  outer.run([x.offset], ([i], k) => {
    for (const e = k + outer.length; k < e; k++, i += outer.steps[0]) {
      let total = 0;
      inner.run([i], ([j]) => {
        total += pairwiseSum(from, j, step, inner.length);
      });
      const average = total / count;
      let squares = count === 0 ? NaN : 0;
      inner.run([i], ([j]) => {
        for (let n = inner.length; n > 0; n--, j += step) squares += (from[j] - average) ** 2;
      });
      means[k] = average;
      deviations[k] = squares;
    }
  });
}
