import type { Command } from '../device';
import { type Bench, type Tensor, tensorType } from './bench';
import { cast } from './elementwise';
import { sizeOf } from '../../layout';
import { reshaped, spread } from './views';
import { write } from './writes';

type Of<Do extends Command['do']> = Extract<Command, { do: Do }>;

/** `gatherND`, not `gather`: that one reads its indices back to look at them. */
export function gather(bench: Bench, { x, rank, positions }: Of<'gather'>): Tensor {
  const reach = sizeOf(x.shape.slice(0, rank));
  const rows = reshaped(bench, spread(bench, x), [reach, ...x.shape.slice(rank)]);
  return bench.tf.gatherND(rows, column(bench, spread(bench, positions)));
}

const column = (bench: Bench, positions: Tensor): Tensor => bench.tf.reshape(positions, [positions.size, 1]);

/** With `set`, no position comes twice: the engine sees to that. */
export function scatter(bench: Bench, { mode, out, rank, positions, values }: Of<'scatter'>): void {
  const { tf } = bench;
  const reach = sizeOf(out.shape.slice(0, rank));
  const below = out.shape.slice(rank);
  const dtype = tensorType(out.dtype);
  const count = sizeOf(positions.shape);
  const given = typeof values === 'number' ? bench.number(values, dtype) : cast(bench, spread(bench, values), dtype);
  const updates =
    typeof values === 'number' ? tf.broadcastTo(given, [count, ...below]) : reshaped(bench, given, [count, ...below]);
  const rows = reshaped(bench, spread(bench, out), [reach, ...below]);
  const at = column(bench, spread(bench, positions));
  if (mode === 'max') throw new Error('scatter with max is not for a device');
  const result =
    mode === 'set'
      ? tf.tensorScatterUpdate(rows, at, updates)
      : tf.add(rows, tf.scatterND(at, updates, [reach, ...below]));
  write(bench, out, reshaped(bench, result, out.shape));
}

/** out[..., i, ...] = x[..., index[..., i, ...], ...]: the axis goes last, and each row of x starts where the one before ended. */
export function takeAlong(bench: Bench, { x, axis, index }: Of<'takeAlong'>): Tensor {
  const { tf } = bench;
  const last = x.shape.length - 1;
  const order = [...x.shape.keys()].filter((a) => a !== axis).concat(axis);
  const turned = (tensor: Tensor) => (axis === last ? tensor : tf.transpose(tensor, order));
  const [values, chosen] = [turned(spread(bench, x)), turned(spread(bench, index))];
  const length = x.shape[axis];
  const starts = tf.mul(tf.range(0, values.size / length, 1, 'int32'), bench.number(length, 'int32'));
  const each = index.shape[axis];
  const flat = tf.add(tf.reshape(chosen, [-1, each]), tf.expandDims(starts, 1));
  const taken = tf.gatherND(tf.reshape(values, [values.size]), column(bench, flat));
  const shaped = tf.reshape(taken, chosen.shape);
  if (axis === last) return shaped;
  const back = [...x.shape.keys()].map((a) => order.indexOf(a));
  return tf.transpose(shaped, back);
}
