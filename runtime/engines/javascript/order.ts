import type { ArgReduceOp, Elements, ScanOp, Storage, Strided } from '../engine';
import { elementsOf } from './hostStorage';
import { Loop } from './loops';
import { overflow } from '../integerOverflow';

export function argReduce(op: ArgReduceOp, x: Strided, rank: number, out: Storage): void {
  const from = elementsOf(x.storage),
    to = elementsOf(out);
  const largest = op === 'argmax';
  const kept = x.shape.length - rank;
  const outer = new Loop(x.shape.slice(0, kept), [x.strides.slice(0, kept)]);
  const inner = new Loop(x.shape.slice(kept), [x.strides.slice(kept)]);
  const step = inner.steps[0];
  outer.run([x.offset], ([i], k) => {
    for (const e = k + outer.length; k < e; k++, i += outer.steps[0]) {
      let best = NaN,
        position = -1;
      inner.run([i], ([j], done) => {
        for (let n = 0; n < inner.length; n++, j += step) {
          const value = from[j];
          const wins = position < 0 || (best === best && (value !== value || (largest ? value > best : value < best)));
          if (wins) {
            best = value;
            position = done + n;
          }
        }
      });
      to[k] = position;
    }
  });
}

export function scan(op: ScanOp, x: Strided, out: Storage): void {
  const to = elementsOf(out);
  const integer = out.dtype === 'int32';
  const single = out.dtype === 'float32';
  eachLastAxis(x, (from, i, step, length, k) => {
    let total = op === 'cumsum' ? 0 : 1;
    for (const e = k + length; k < e; k++, i += step) {
      total = op === 'cumsum' ? total + from[i] : total * from[i];
      if (single) total = Math.fround(total);
      if (integer && (total > 2147483647 || total < -2147483648)) throw overflow(op);
      to[k] = total;
    }
  });
}

export function sort(x: Strided, what: 'values' | 'positions', out: Storage): void {
  const to = elementsOf(out);
  eachLastAxis(x, (from, i, step, length, k) => {
    const order = Array.from({ length }, (_, n) => n);
    order.sort((a, b) => compare(from[i + a * step], from[i + b * step]));
    for (let n = 0; n < length; n++) to[k + n] = what === 'positions' ? order[n] : from[i + order[n] * step];
  });
}

/** Ascending, NaN last. */
function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(a !== a) - Number(b !== b);
}

function eachLastAxis(
  x: Strided,
  visit: (from: Elements, i: number, step: number, length: number, k: number) => void,
): void {
  const from = elementsOf(x.storage);
  const last = x.shape.length - 1;
  const length = x.shape[last],
    step = x.strides[last];
  if (length === 0) return;
  const loop = new Loop(x.shape.slice(0, last), [x.strides.slice(0, last)]);
  loop.run([x.offset], ([i], done) => {
    for (let n = 0; n < loop.length; n++, i += loop.steps[0]) visit(from, i, step, length, (done + n) * length);
  });
}
