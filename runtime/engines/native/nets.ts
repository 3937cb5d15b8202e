import type { PoolOp, Storage, Strided, Window } from '../engine';
import { elementsOf } from '../javascript/hostStorage';
import { isContiguous } from '../layout';
import { poolCodes } from '../kernelCodes';
import type { NativeAddon } from './addon';
import type { Words } from './words';

/** Both operands have the dtype of the result, and one stride of each is 1. */
export function matmul(addon: NativeAddon, words: Words, x: Strided, y: Strided, out: Storage): boolean {
  const rank = x.shape.length;
  words
    .begin()
    .put(x.shape[rank - 2])
    .put(y.shape[rank - 1])
    .put(x.shape[rank - 1]);
  words.put(rank - 2);
  for (let axis = 0; axis < rank - 2; axis++) words.put(x.shape[axis]);
  words.layout(x).layout(y);
  return addon.matmul(words.block, elementsOf(x.storage), elementsOf(y.storage), elementsOf(out)) === 1;
}

function window(words: Words, { height, width, stride, pad }: Window): Words {
  return words.put(height).put(width).put(stride).put(pad);
}

export function im2col(addon: NativeAddon, words: Words, x: Strided, at: Window, out: Storage): boolean {
  if (x.dtype !== out.dtype) return false;
  window(words.begin().list(x.shape).layout(x), at);
  return addon.im2col(words.block, elementsOf(x.storage), elementsOf(out)) === 1;
}

export function col2im(
  addon: NativeAddon,
  words: Words,
  columns: Strided,
  shape: readonly number[],
  at: Window,
  out: Storage,
): boolean {
  if (columns.dtype !== out.dtype || !isContiguous(columns)) return false;
  window(words.begin().list(shape).put(columns.offset), at);
  return addon.col2im(words.block, elementsOf(columns.storage), elementsOf(out)) === 1;
}

export function pool(
  addon: NativeAddon,
  words: Words,
  op: PoolOp,
  x: Strided,
  at: Window,
  out: Storage,
  positions: Storage | undefined,
): boolean {
  if (x.dtype !== out.dtype) return false;
  window(words.begin().put(poolCodes[op]).list(x.shape).layout(x), at);
  const from = elementsOf(x.storage),
    to = elementsOf(out);
  const answer = positions
    ? addon.pool(words.block, from, to, elementsOf(positions))
    : addon.pool(words.block, from, to);
  return answer === 1;
}
