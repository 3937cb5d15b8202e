import type { CarefulOperation, Command, Layout } from '../device';
import { type Bench, type Tensor, type TensorType, tensorType } from './bench';
import { cast } from './elementwise';
import { sameShape, sizeOf } from '../../layout';
import { stands } from './layouts';
import { summed } from './sums';
import { arranged, mostBroadcast, reshaped, spread } from './views';

type Of<Do extends Command['do']> = Extract<Command, { do: Do }>;

/** A view of which some axes go: in the order of its storage where that is possible, so that nothing is moved. */
interface Folded {
  tensor: Tensor;
  /** The axes that go. */
  gone: number[];
  /** Brings what stays into the order of the view. */
  restored: (result: Tensor) => Tensor;
}

function folded(bench: Bench, x: Layout, rank: number): Folded {
  const kept = x.shape.length - rank;
  if (x.shape.length > mostBroadcast)
    return { tensor: rowsOf(bench, x, kept), gone: [1], restored: (result) => result };
  const still = x.shape.some((_, axis) => axis >= kept && stands(x, axis));
  const found = still ? undefined : arranged(bench, x);
  if (found === undefined) {
    const tensor = spread(bench, x);
    return { tensor, gone: range(kept, x.shape.length), restored: (result) => result };
  }
  const { tensor, axes } = found;
  const gone = axes.flatMap((axis, i) => (axis >= kept ? [i] : []));
  const staying = axes.filter((axis) => axis < kept);
  const order = staying.map((_, i) => i).sort((a, b) => place(staying[a]) - place(staying[b]));
  const shape = x.shape.slice(0, kept).map((length, axis) => (stands(x, axis) ? 1 : length));
  const restored = (result: Tensor) => {
    const turned = order.every((from, to) => from === to) ? result : bench.tf.transpose(result, order);
    if (sameShape(shape, x.shape.slice(0, kept))) return turned;
    return bench.tf.broadcastTo(reshaped(bench, turned, shape), x.shape.slice(0, kept));
  };
  return { tensor, gone, restored };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const place = (axis: number): number => (axis < 0 ? Infinity : axis);

/** As a matrix: the first `kept` axes, and those behind. */
const rowsOf = (bench: Bench, x: Layout, kept: number): Tensor =>
  reshaped(bench, spread(bench, x), [sizeOf(x.shape.slice(0, kept)), sizeOf(x.shape.slice(kept))]);

export function reduce(bench: Bench, { op, x, rank, out }: Of<'reduce'>): Tensor {
  const { tf } = bench;
  const dtype = tensorType(out.dtype);
  const { tensor, gone, restored } = folded(bench, x, rank);
  switch (op) {
    case 'sum':
      return restored(summed(bench, cast(bench, tensor, dtype), gone));
    case 'prod':
      return restored(tf.prod(cast(bench, tensor, dtype), gone));
    case 'max':
    case 'min':
      return restored(cast(bench, extreme(bench, op, tensor, gone), dtype));
    case 'any':
    case 'all':
      return restored(tf[op](cast(bench, tensor, 'bool'), gone));
    default:
      return op satisfies never;
  }
}

/** NaN where there is one: drivers differ in that. */
export function extreme(
  bench: Bench,
  op: 'max' | 'min',
  given: Tensor,
  gone: readonly number[],
  operation: CarefulOperation = `reduce:${op}`,
): Tensor {
  const { tf } = bench;
  const x = given.dtype === 'bool' ? tf.cast(given, 'int32') : given;
  const result = tf[op](x, [...gone]);
  if (x.dtype !== 'float32' || !bench.careful.has(operation)) return result;
  return tf.where(tf.any(tf.isNaN(x), [...gone]), bench.number(NaN, 'float32'), result);
}

export function argReduce(bench: Bench, { op, x, rank }: Of<'argReduce'>): Tensor {
  const { tf } = bench;
  const rows = rowsOf(bench, x, x.shape.length - rank);
  const values = rows.dtype === 'bool' ? tf.cast(rows, 'int32') : rows;
  const axis = 1;
  const count = rows.shape[axis]!;
  if (!bench.careful.has(`argReduce:${op}`)) return op === 'argmax' ? tf.argMax(values, axis) : tf.argMin(values, axis);
  // The first place that holds the extreme, or NaN: what is NaN equals nothing, and an extreme that is NaN is equalled by nothing.
  const best = op === 'argmax' ? tf.max(values, axis, true) : tf.min(values, axis, true);
  // TensorFlow computes int32 on the processor; float32 holds as many places as there are below 2^24.
  const dtype = count <= 2 ** 24 ? 'float32' : 'int32';
  const places = tf.range(0, count, 1, dtype);
  const far = bench.number(count, dtype);
  const first = (holds: Tensor) => tf.min(tf.where(holds, places, far), axis);
  const found = first(tf.equal(values, best));
  if (values.dtype !== 'float32') return tf.cast(found, 'int32');
  const nan = first(tf.isNaN(values));
  return tf.cast(tf.where(tf.less(nan, far), nan, found), 'int32');
}

export function moments(bench: Bench, { x, rank, mean }: Of<'moments'>): [mean: Tensor, deviation: Tensor] {
  const { tf } = bench;
  const { tensor, gone, restored } = folded(bench, x, rank);
  const values = cast(bench, tensor, tensorType(mean.dtype));
  const count = bench.number(sizeOf(x.shape) / sizeOf(x.shape.slice(0, x.shape.length - rank)), 'float32');
  const average = tf.div(summed(bench, values, gone), count);
  const still = values.shape.map((length, axis) => (gone.includes(axis) ? 1 : length));
  const away = tf.sub(values, reshaped(bench, average, still));
  return [restored(average), restored(summed(bench, tf.mul(away, away), gone))];
}

export function scan(bench: Bench, { op, x, out }: Of<'scan'>): Tensor {
  const values = cast(bench, rowsOf(bench, x, x.shape.length - 1), tensorType(out.dtype));
  return op === 'cumsum' ? bench.tf.cumsum(values, 1) : bench.tf.cumprod(values, 1);
}

/** Along the last axis, stable, NaN last. `topk` gives the larger first, and of equals the one that stands first. */
export function sort(bench: Bench, { what, x }: Of<'sort'>): Tensor {
  const { tf } = bench;
  const rows = rowsOf(bench, x, x.shape.length - 1);
  const dtype = rows.dtype as TensorType;
  const length = rows.shape[1]!;
  const order = ascending(bench, rows, length);
  if (what === 'positions') return order;
  const width = bench.number(length, 'int32');
  const starts = tf.mul(tf.range(0, rows.size / length, 1, 'int32'), width);
  const flat = tf.add(order, tf.expandDims(starts, 1));
  return cast(bench, tf.gatherND(tf.reshape(rows, [rows.size]), tf.reshape(flat, [rows.size, 1])), dtype);
}

function ascending(bench: Bench, rows: Tensor, length: number): Tensor {
  const { tf } = bench;
  // -1 - x turns every whole number round; -x would not do for the smallest.
  if (rows.dtype !== 'float32')
    return tf.topk(tf.sub(bench.number(-1, 'int32'), tf.cast(rows, 'int32')), length).indices;
  // First those that are NaN go to the end, then the numbers among themselves: infinities count as numbers, so NaN must differ.
  const nan = tf.isNaN(rows);
  const keys = tf.neg(tf.where(nan, bench.number(Infinity, 'float32'), rows));
  const byValue = tf.topk(keys, length).indices;
  const places = tf.range(0, length, 1, 'int32');
  // Rank of each place among the values, and behind all of them where it is NaN.
  const inverse = tf.topk(tf.neg(tf.cast(byValue, 'float32')), length).indices;
  const ranks = tf.where(nan, tf.add(places, bench.number(length, 'int32')), inverse);
  return tf.topk(tf.neg(tf.cast(ranks, 'float32')), length).indices;
}
