import type { Layout } from '../device';
import type { Bench, Tensor } from './bench';
import { type Box, boxOf, compactShape, type Lie, merged, placesIn } from './layouts';
import { sameShape, sizeOf } from '../../layout';

/** tf's shaders and kernels know six axes; where they broadcast, five. */
export const mostAxes = 6;
export const mostBroadcast = 5;

/** Views of one shape, over fewer axes where they have more than every shader takes. */
export const fewer = <T extends Lie>(lies: readonly T[]): readonly T[] =>
  lies.length > 0 && lies[0].shape.length > 4 ? merged(lies) : lies;

/** The elements of a view, in C order, in its shape; an axis that stands still has length 1: tf broadcasts it. */
export function view(bench: Bench, layout: Layout): Tensor {
  const shape = compactShape(layout);
  if (bench.isWhole(layout)) return bench.shaped(layout.id, layout.shape);
  const cut = boxed(bench, layout);
  if (cut === undefined) return picked(bench, layout, shape);
  const order = inViewOrder(cut.axes);
  const turned = order.every((from, to) => from === to) ? cut.tensor : bench.tf.transpose(cut.tensor, order);
  return reshaped(bench, turned, shape);
}

/** The same, with every place of an axis that stands still. */
export function spread(bench: Bench, layout: Layout): Tensor {
  if (layout.shape.length > mostAxes) return reshaped(bench, row(bench, layout), layout.shape);
  return widened(bench, view(bench, layout), layout.shape);
}

/** All elements of a view one after the other, in C order, however many axes it has. */
export function row(bench: Bench, layout: Layout): Tensor {
  const [lie] = merged([layout]);
  const size = sizeOf(layout.shape);
  if (lie.shape.length <= mostAxes) return reshaped(bench, widened(bench, view(bench, lie), lie.shape), [size]);
  const stored = bench.stored(lie.id);
  const key = `all places ${lie.offset} ${lie.shape.join()} ${lie.strides.join()}`;
  const at = bench.positions(key, () => placesIn(lie, lie.shape));
  return bench.tf.gatherND(reshaped(bench, stored, [stored.size]), at);
}

export function widened(bench: Bench, tensor: Tensor, shape: readonly number[]): Tensor {
  return sameShape(tensor.shape, shape) ? tensor : bench.tf.broadcastTo(tensor, [...shape]);
}

export function reshaped(bench: Bench, tensor: Tensor, shape: readonly number[]): Tensor {
  return sameShape(tensor.shape, shape) ? tensor : bench.tf.reshape(tensor, [...shape]);
}

/** A view whose axes lie in any order: `axes` says which one of the view each of the tensor's is, or -1. */
export interface Arranged {
  tensor: Tensor;
  axes: readonly number[];
}

/** The elements of a view in the order of its storage: for what takes axes in any order. `undefined` where they overlap. */
export function arranged(bench: Bench, layout: Layout): Arranged | undefined {
  if (bench.isWhole(layout))
    return { tensor: bench.shaped(layout.id, layout.shape), axes: layout.shape.map((_, axis) => axis) };
  return boxed(bench, layout);
}

/** Axes of the view first to last, then those that are none. */
function inViewOrder(axes: readonly number[]): number[] {
  const rank = (axis: number) => (axis < 0 ? axes.length + 99 : axis);
  return axes.map((_, i) => i).sort((a, b) => rank(axes[a]) - rank(axes[b]));
}

function boxed(bench: Bench, layout: Layout): Arranged | undefined {
  const stored = bench.stored(layout.id);
  const box = boxOf(layout, stored.size);
  if (box === undefined || box.base.length > mostAxes) return undefined;
  return { tensor: cutOut(bench, layout.id, box), axes: box.axes };
}

function cutOut(bench: Bench, id: number, box: Box): Tensor {
  const { tf } = bench;
  const base = baseOf(bench, id, box);
  const end = box.begin.map((begin, i) => begin + (box.size[i] - 1) * box.step[i] + 1);
  let cut = base;
  if (box.step.some((step) => step !== 1)) cut = tf.stridedSlice(base, box.begin, end, box.step);
  else if (!sameShape(box.size, base.shape)) cut = tf.slice(base, box.begin, box.size);
  return box.reversed.length === 0 ? cut : tf.reverse(cut, box.reversed);
}

/** The part of a storage that a box is cut from, in the base's shape. */
export function baseOf(bench: Bench, id: number, { start, padded, base }: Box): Tensor {
  const { tf } = bench;
  const size = base.reduce((total, length) => total * length, 1);
  const stored = bench.stored(id);
  if (size === stored.size && start === 0) return bench.shaped(id, base);
  const part = tf.slice(reshaped(bench, stored, [stored.size]), [start], [size - padded]);
  const filled = padded === 0 ? part : tf.concat([part, tf.zeros([padded], stored.dtype)]);
  return tf.reshape(filled, base);
}

/** Element by element: for views whose axes overlap. */
function picked(bench: Bench, layout: Layout, shape: readonly number[]): Tensor {
  const stored = bench.stored(layout.id);
  const all = reshaped(bench, stored, [stored.size]);
  return bench.tf.reshape(bench.tf.gatherND(all, places(bench, layout)), [...shape]);
}

/** Where a view's elements lie, one row for each, as `gatherND` and `tensorScatterUpdate` take them. */
export function places(bench: Bench, lie: Lie): Tensor {
  const key = `places ${lie.offset} ${lie.shape.join()} ${lie.strides.join()}`;
  return bench.positions(key, () => placesIn(lie));
}
