import type { Layout } from '../device';
import type { Bench, Tensor } from './bench';
import { sizeOf } from '../../layout';
import { type Box, boxOf, compactShape } from './layouts';
import { baseOf, mostAxes, places, reshaped, widened } from './views';

/**
 * Writes `values`, which broadcast to the view, into a storage: tensors do not change, so the storage becomes another one. A box is
 * put together from what lies around it; anything else is scattered.
 */
export function write(bench: Bench, out: Layout, values: Tensor): void {
  const { tf } = bench;
  if (bench.isWhole(out)) return bench.store(out.id, tf.clone(inRow(bench, values, out.shape)));
  const stored = bench.stored(out.id);
  const box = out.shape.length > mostAxes ? undefined : boxOf(out, stored.size);
  if (box !== undefined && isLaid(box, stored.size)) {
    const inside = reshaped(bench, values, withLeadingOnes(out, values.shape));
    const piece = tf.broadcastTo(tf.reshape(turned(bench, inside, box), sizesOf(box, inside)), box.size);
    return bench.store(out.id, tf.clone(inlaid(bench, baseOf(bench, out.id, box), piece, box, 0)));
  }
  const before = reshaped(bench, stored, [stored.size]);
  bench.store(out.id, tf.tensorScatterUpdate(before, places(bench, out), inRow(bench, values, compactShape(out))));
}

/** What broadcasts to a shape, or has as many elements, one after the other. */
function inRow(bench: Bench, values: Tensor, shape: readonly number[]): Tensor {
  const size = sizeOf(shape);
  if (values.rank === 0) return bench.tf.broadcastTo(values, [size]);
  return reshaped(bench, values.size === size ? values : widened(bench, values, shape), [size]);
}

/** Values may have fewer axes than the view: ones stand for those that are missing. */
function withLeadingOnes(out: Layout, shape: readonly number[]): number[] {
  return [...out.shape.slice(shape.length).map(() => 1), ...shape];
}

/** The axes of the values in the order of the base; those that the base has not are of length 1. */
function turned(bench: Bench, values: Tensor, box: Box): Tensor {
  const present = box.axes.filter((axis) => axis >= 0);
  const others = values.shape.map((_, axis) => axis).filter((axis) => !present.includes(axis));
  const order = [...present, ...others];
  return order.every((from, to) => from === to) ? values : bench.tf.transpose(values, order);
}

const sizesOf = (box: Box, values: Tensor): number[] => box.axes.map((axis) => (axis < 0 ? 1 : values.shape[axis]));

/** `piece` in the place of a box of `base`: along each axis, what lies before, the inside, and what lies behind. */
function inlaid(bench: Bench, base: Tensor, piece: Tensor, box: Box, axis: number): Tensor {
  const { tf } = bench;
  if (axis === box.base.length) return piece;
  const length = base.shape[axis];
  const first = box.begin[axis],
    end = first + box.size[axis];
  const range = (from: number, to: number): Tensor =>
    tf.slice(
      base,
      base.shape.map((_, k) => (k === axis ? from : 0)),
      base.shape.map((own, k) => (k === axis ? to - from : own)),
    );
  const whole = first === 0 && end === length;
  const inside = inlaid(bench, whole ? base : range(first, end), piece, box, axis + 1);
  if (whole) return inside;
  const parts = [...(first > 0 ? [range(0, first)] : []), inside, ...(end < length ? [range(end, length)] : [])];
  return tf.concat(parts, axis);
}

/** Whether the base is all of the storage, and the box lies in it without gaps, the way round it is. */
const isLaid = ({ base, start, padded, step, reversed }: Box, size: number): boolean =>
  sizeOf(base) === size &&
  start === 0 &&
  padded === 0 &&
  reversed.length === 0 &&
  base.length <= mostAxes &&
  step.every((own) => own === 1);
