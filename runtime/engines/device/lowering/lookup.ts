import type { Command, Layout } from '../device';
import { type Bench, type Tensor, tensorType } from './bench';
import { cast } from './elementwise';
import { sizeOf } from '../../layout';
import { reshaped, spread } from './views';
import { write } from './writes';

type Of<Do extends Command['do']> = Extract<Command, { do: Do }>;

/** `gatherND`, not `gather`: that one reads its indices back to look at them. */
export function gather(bench: Bench, { x, rank, positions }: Of<'gather'>): Tensor {
  const reach = sizeOf(x.shape.slice(0, rank));
  const rows = reshaped(bench, spread(bench, x), [reach, ...flatter(x.shape.slice(rank))]);
  return bench.tf.gatherND(rows, column(bench, spread(bench, positions)));
}

/** Below a position, order is all that counts; shaders know few axes. */
const flatter = (below: readonly number[]): readonly number[] => (below.length > 3 ? [sizeOf(below)] : below);

const column = (bench: Bench, positions: Tensor): Tensor => bench.tf.reshape(positions, [positions.size, 1]);

/** With `set`, no position comes twice: the engine sees to that. */
export function scatter(bench: Bench, { mode, out, rank, positions, values }: Of<'scatter'>): void {
  const { tf } = bench;
  const reach = sizeOf(out.shape.slice(0, rank));
  const below = flatter(out.shape.slice(rank));
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
  const before = sizeOf(x.shape.slice(0, axis)),
    behind = sizeOf(x.shape.slice(axis + 1));
  const turned = (from: Layout) => {
    const tensor = reshaped(bench, spread(bench, from), [before, from.shape[axis], behind]);
    return behind === 1 ? tensor : tf.transpose(tensor, [0, 2, 1]);
  };
  const [values, chosen] = [turned(x), turned(index)];
  const length = x.shape[axis];
  const starts = tf.mul(tf.range(0, values.size / length, 1, 'int32'), bench.number(length, 'int32'));
  const each = index.shape[axis];
  const flat = tf.add(tf.reshape(chosen, [-1, each]), tf.expandDims(starts, 1));
  const taken = tf.gatherND(tf.reshape(values, [values.size]), column(bench, flat));
  return behind === 1 ? taken : tf.transpose(tf.reshape(taken, [before, behind, each]), [0, 2, 1]);
}
