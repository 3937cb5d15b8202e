import type { Elements, Input, ScatterMode, Storage, Strided } from '../engine';
import { elementsOf, part } from './hostStorage';
import { sizeOf } from '../layout';
import { Loop } from './loops';

/** The distance from each element of the leading axes to the next, in C order; `undefined` where they lie otherwise. */
function evenStride(x: Strided, rank: number): number | undefined {
  const loop = new Loop(x.shape.slice(0, rank), [x.strides.slice(0, rank)]);
  return loop.single ? loop.steps[0] : undefined;
}

/** Offset of the element that is number `position`, in C order, of the leading axes. */
function locator(x: Strided, rank: number): (position: number) => number {
  const stride = evenStride(x, rank),
    start = x.offset;
  if (stride !== undefined) return (position) => start + position * stride;
  return (position) => {
    let offset = x.offset;
    for (let axis = rank - 1; axis >= 0; axis--) {
      const length = x.shape[axis];
      offset += (position % length) * x.strides[axis];
      position = Math.trunc(position / length);
    }
    return offset;
  };
}

export function gather(x: Strided, rank: number, positions: Storage, out: Storage): void {
  const from = elementsOf(x.storage),
    to = elementsOf(out),
    chosen = elementsOf(positions);
  const at = locator(x, rank);
  const loop = new Loop(x.shape.slice(rank), [x.strides.slice(rank)]);
  const step = loop.steps[0];
  const block = sizeOf(x.shape.slice(rank));
  const stride = evenStride(x, rank);
  if (block === 1 && stride !== undefined) {
    for (let p = 0, start = x.offset; p < chosen.length; p++) to[p] = from[start + chosen[p] * stride];
    return;
  }
  for (let p = 0; p < chosen.length; p++) {
    const base = p * block;
    if (loop.single) copyRow(from, at(chosen[p]), step, to, base, block);
    else loop.run([at(chosen[p])], ([i], done) => copyRow(from, i, step, to, base + done, loop.length));
  }
}

function copyRow(from: Elements, i: number, step: number, to: Elements, k: number, n: number): void {
  if (step === 1 && n > 32) return to.set(part(from, i, i + n), k);
  for (const end = k + n; k < end; k++, i += step) to[k] = from[i];
}

export function scatter(mode: ScatterMode, out: Strided, rank: number, positions: Storage, values: Input): void {
  const to = elementsOf(out.storage),
    chosen = elementsOf(positions);
  const at = locator(out, rank);
  const below = out.shape.slice(rank);
  const number = typeof values === 'number';
  const from = number ? Float64Array.of(values) : elementsOf(values.storage);
  const lead = number ? 0 : values.shape.length - below.length;
  const valueAt = number ? () => 0 : locator(values, lead);
  const valueStrides = number ? below.map(() => 0) : values.strides.slice(lead);
  const loop = new Loop(below, [out.strides.slice(rank), valueStrides]);
  const [s, t] = loop.steps;
  const write = rowWriters[mode];
  if (mode === 'set' && below.length === 0 && !number) {
    const stride = evenStride(out, rank),
      next = evenStride(values, lead);
    if (stride !== undefined && next !== undefined) {
      for (let p = 0, start = out.offset, j = values.offset; p < chosen.length; p++, j += next)
        to[start + chosen[p] * stride] = from[j];
      return;
    }
  }
  for (let p = 0; p < chosen.length; p++) {
    if (loop.single) write(to, at(chosen[p]), s, from, valueAt(p), t, loop.length);
    else loop.run([at(chosen[p]), valueAt(p)], ([k, j]) => write(to, k, s, from, j, t, loop.length));
  }
}

type RowWriter = (to: Elements, k: number, s: number, from: Elements, j: number, t: number, n: number) => void;

const rowWriters: Record<ScatterMode, RowWriter> = {
  set: (to, k, s, from, j, t, n) => {
    for (; n > 0; n--, k += s, j += t) to[k] = from[j];
  },
  add: (to, k, s, from, j, t, n) => {
    for (; n > 0; n--, k += s, j += t) to[k] += from[j];
  },
  max: (to, k, s, from, j, t, n) => {
    for (; n > 0; n--, k += s, j += t) if (!(from[j] <= to[k]) && to[k] === to[k]) to[k] = from[j];
  },
};

export function takeAlong(x: Strided, axis: number, index: Strided, out: Storage): void {
  const from = elementsOf(x.storage),
    to = elementsOf(out),
    chosen = elementsOf(index.storage);
  const along = x.strides[axis];
  const others = x.strides.map((stride, a) => (a === axis ? 0 : stride));
  const loop = new Loop(index.shape, [others, index.strides]);
  const [s, t] = loop.steps;
  loop.run([x.offset, index.offset], ([i, j], k) => {
    for (const e = k + loop.length; k < e; k++, i += s, j += t) to[k] = from[i + chosen[j] * along];
  });
}

export function compress(x: Strided, mask: Strided, out: Storage): void {
  const rank = mask.shape.length;
  const from = elementsOf(x.storage),
    to = elementsOf(out),
    test = elementsOf(mask.storage);
  const below = new Loop(x.shape.slice(rank), [x.strides.slice(rank)]);
  const step = below.steps[0];
  const block = sizeOf(x.shape.slice(rank));
  const loop = new Loop(mask.shape, [mask.strides, x.strides.slice(0, rank)]);
  let base = 0;
  loop.run([mask.offset, x.offset], ([m, i]) => {
    for (let n = loop.length; n > 0; n--, m += loop.steps[0], i += loop.steps[1]) {
      if (test[m] === 0) continue;
      if (block === 1) to[base] = from[i];
      else {
        below.run([i], ([j], done) => {
          for (let k = base + done, e = k + below.length; k < e; k++, j += step) to[k] = from[j];
        });
      }
      base += block;
    }
  });
}
