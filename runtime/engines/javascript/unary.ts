import type { Elements, Storage, Strided, UnaryOp } from '../engine';
import { elementsOf } from './hostStorage';
import { isContiguous } from '../layout';
import { Loop } from './loops';
import { overflow } from '../integerOverflow';

/** n elements of x from i in steps of s, into o from k. */
type Kernel = (x: Elements, i: number, s: number, o: Elements, k: number, n: number) => void;

const { abs, ceil, cos, exp, expm1, floor, log, log10, log1p, log2, sign, sin, sqrt, tan, tanh } = Math;

/** Half goes to the even neighbour, as IEEE 754 and NumPy have it. Adding 2^52 leaves no room for a fraction. */
function rint(x: number): number {
  const magnitude = abs(x);
  if (!(magnitude < 4503599627370496)) return x;
  const rounded = magnitude + 4503599627370496 - 4503599627370496;
  return x < 0 || (x === 0 && 1 / x < 0) ? -rounded : rounded;
}

// One loop per operation, so that each stays specialised for the arrays it meets.
// oxfmt-ignore
const kernels: Record<UnaryOp, Kernel> = {
  negative: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = -x[i]; },
  abs: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = abs(x[i]); },
  sign: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = sign(x[i]) + 0; },
  square: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = x[i] * x[i]; },
  sqrt: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = sqrt(x[i]); },
  exp: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = exp(x[i]); },
  expm1: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = expm1(x[i]); },
  log: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = log(x[i]); },
  log1p: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = log1p(x[i]); },
  log2: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = log2(x[i]); },
  log10: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = log10(x[i]); },
  sin: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = sin(x[i]); },
  cos: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = cos(x[i]); },
  tan: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = tan(x[i]); },
  tanh: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = tanh(x[i]); },
  floor: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = floor(x[i]); },
  ceil: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = ceil(x[i]); },
  rint: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = rint(x[i]); },
  isnan: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = x[i] !== x[i] ? 1 : 0; },
  isinf: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = abs(x[i]) === Infinity ? 1 : 0; },
  isfinite: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = x[i] - x[i] === 0 ? 1 : 0; },
  logicalNot: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = x[i] === 0 ? 1 : 0; },
};

/** Integer results can leave the range of int32: these are checked. */
const integers: Partial<Record<UnaryOp, (value: number) => number>> = {
  negative: (value) => -value,
  abs,
  square: (value) => value * value,
};

export function unary(op: UnaryOp, x: Strided, out: Storage): void {
  const checked = out.dtype === 'int32' && x.dtype === 'int32' ? integers[op] : undefined;
  const kernel = checked === undefined ? kernels[op] : checkedKernel(op, checked);
  const from = elementsOf(x.storage),
    to = elementsOf(out);
  if (isContiguous(x)) return kernel(from, x.offset, 1, to, 0, out.length);
  const loop = new Loop(x.shape, [x.strides]);
  loop.run([x.offset], (at, done) => kernel(from, at[0], loop.steps[0], to, done, loop.length));
}

function checkedKernel(op: UnaryOp, f: (value: number) => number): Kernel {
  return (x, i, s, o, k, n) => {
    for (const e = k + n; k < e; k++, i += s) {
      const value = f(x[i]);
      if (value > 2147483647) throw overflow(op);
      o[k] = value;
    }
  };
}
