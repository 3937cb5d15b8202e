import type { DType } from '../../protocol/value';
import type { Elements, Input, Storage, Strided } from '../engine';
import { elementsOf } from './hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { Loop } from './loops';

export function fill(value: number, out: Strided): void {
  const to = elementsOf(out.storage);
  const stored = out.dtype === 'bool' ? Number(value !== 0) : value;
  const loop = new Loop(out.shape, [out.strides]);
  const step = loop.steps[0];
  loop.run([out.offset], (at) => {
    for (let n = 0, k = at[0]; n < loop.length; n++, k += step) to[k] = stored;
  });
}

export function iota(out: Storage, start: number, step: number): void {
  const to = elementsOf(out);
  for (let k = 0; k < to.length; k++) to[k] = start + k * step;
}

export function copy(x: Strided, out: Strided): void {
  const from = elementsOf(x.storage),
    to = elementsOf(out.storage);
  const truth = out.dtype === 'bool' && x.dtype !== 'bool';
  if (!truth && isContiguous(x) && isContiguous(out)) {
    const length = sizeOf(x.shape);
    // An empty view may start behind the last element.
    if (length > 0) to.set(from.subarray(x.offset, x.offset + length), out.offset);
    return;
  }
  const loop = new Loop(x.shape, [x.strides, out.strides]);
  const [s, t] = loop.steps;
  const row = truth ? copyTruth : copyRow;
  loop.run([x.offset, out.offset], (at) => row(from, at[0], s, to, at[1], t, loop.length));
}

function copyRow(x: Elements, i: number, s: number, o: Elements, k: number, t: number, n: number): void {
  for (; n > 0; n--, i += s, k += t) o[k] = x[i];
}

function copyTruth(x: Elements, i: number, s: number, o: Elements, k: number, t: number, n: number): void {
  for (; n > 0; n--, i += s, k += t) o[k] = x[i] !== 0 ? 1 : 0;
}

export function where(condition: Strided, x: Input, y: Input, out: Storage): void {
  const test = elementsOf(condition.storage),
    to = elementsOf(out);
  const a = source(x, out.dtype, condition.shape),
    b = source(y, out.dtype, condition.shape);
  const loop = new Loop(condition.shape, [condition.strides, a.strides, b.strides]);
  const [r, s, t] = loop.steps;
  loop.run([condition.offset, a.offset, b.offset], ([c, i, j], k) => {
    for (const e = k + loop.length; k < e; k++, c += r, i += s, j += t)
      to[k] = test[c] !== 0 ? a.elements[i] : b.elements[j];
  });
}

export function clip(x: Strided, low: Input, high: Input, out: Storage): void {
  const from = elementsOf(x.storage),
    to = elementsOf(out);
  const a = source(low, 'float64', x.shape),
    b = source(high, 'float64', x.shape);
  const loop = new Loop(x.shape, [x.strides, a.strides, b.strides]);
  const [r, s, t] = loop.steps;
  loop.run([x.offset, a.offset, b.offset], ([c, i, j], k) => {
    for (const e = k + loop.length; k < e; k++, c += r, i += s, j += t) {
      const least = a.elements[i],
        most = b.elements[j];
      let value = from[c];
      if (value < least || least !== least) value = least;
      if (value > most || most !== most) value = most;
      to[k] = value;
    }
  });
}

/** An input as elements; a number as a single one that is never stepped off. */
function source(x: Input, dtype: DType, shape: readonly number[]) {
  if (typeof x !== 'number') return { elements: elementsOf(x.storage), offset: x.offset, strides: x.strides };
  const elements = dtype === 'float32' ? Float32Array.of(x) : Float64Array.of(x);
  return { elements, offset: 0, strides: shape.map(() => 0) };
}
