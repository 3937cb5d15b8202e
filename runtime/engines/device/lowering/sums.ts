import type { Bench, Tensor } from './bench';
import { sizeOf } from '../../layout';
import { reshaped } from './views';

/**
 * How many numbers tf may add up in one go. Its error grows with their number where it adds one after the other, as it does across rows: a
 * thousand equal numbers come out wrong by 160 units, a million by one part in a hundred. Along rows it adds in several lanes.
 */
const most = { across: 128, along: 1024 };
/** Where that is not enough. */
const block = { across: 32, along: 256 };

/** The sum over the axes `gone`, in several goes where they are long: then the error grows with the logarithm. */
export function summed(bench: Bench, x: Tensor, gone: readonly number[]): Tensor {
  const { tf } = bench;
  const count = sizeOf(gone.map((axis) => x.shape[axis]));
  if (x.dtype !== 'float32' || count <= most.across) return tf.sum(x, [...gone]);
  const first = x.rank - gone.length;
  if (gone.every((axis, i) => axis === first + i)) {
    const rows = reshaped(bench, x, [...x.shape.slice(0, first), count]);
    return summedAxis(bench, rows, first, 'along');
  }
  let rest = x;
  for (const axis of [...gone].sort((a, b) => b - a)) rest = summedAxis(bench, rest, axis, 'across');
  return rest;
}

function summedAxis(bench: Bench, x: Tensor, axis: number, way: 'across' | 'along'): Tensor {
  const { tf } = bench;
  const length = x.shape[axis];
  if (length <= most[way]) return tf.sum(x, [axis]);
  const limit = block[way];
  const part = divisor(length, limit);
  // A length that nothing divides is filled up with zeros.
  if (part < 8) return summedAxis(bench, tf.pad(x, padding(x.rank, axis, limit - (length % limit))), axis, way);
  const split = [...x.shape.slice(0, axis), length / part, part, ...x.shape.slice(axis + 1)];
  return summedAxis(bench, tf.sum(tf.reshape(x, split), [axis + 1]), axis, way);
}

function divisor(length: number, limit: number): number {
  for (let part = limit; part > 1; part--) if (length % part === 0) return part;
  return 1;
}

const padding = (rank: number, axis: number, behind: number): [number, number][] =>
  Array.from({ length: rank }, (_, k) => [0, k === axis ? behind : 0]);
