import type { Input, ScatterMode, Storage, Strided } from '../engine';
import { elementsOf } from '../javascript/hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { scatterCodes } from '../kernelCodes';
import type { NativeAddon } from './addon';
import type { Words } from './words';

export function copy(addon: NativeAddon, words: Words, x: Strided, out: Strided): boolean {
  words.begin();
  if (isContiguous(x) && isContiguous(out))
    words.put(1).put(sizeOf(x.shape)).put(x.offset).put(1).put(out.offset).put(1);
  else words.shape(x.shape).layout(x).layout(out);
  return addon.copy(words.block, elementsOf(x.storage), elementsOf(out.storage)) === 1;
}

export function fill(addon: NativeAddon, words: Words, value: number, out: Strided): boolean {
  words.begin().put(value).shape(out.shape).layout(out);
  return addon.fill(words.block, elementsOf(out.storage)) === 1;
}

/** The looked-up axes as one, and what lies below each position as neighbours; undefined where it does not lie so. */
function table(x: Strided, rank: number): { count: number; stride: number; width: number } | undefined {
  const { shape, strides } = x;
  let width = 1;
  for (let axis = shape.length - 1; axis >= rank; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== width) return undefined;
    width *= shape[axis];
  }
  let count = 1,
    stride = 0;
  for (let axis = rank - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue;
    if (count === 1) stride = strides[axis];
    else if (strides[axis] !== stride * count) return undefined;
    count *= shape[axis];
  }
  return { count, stride, width };
}

export function gather(
  addon: NativeAddon,
  words: Words,
  x: Strided,
  rank: number,
  positions: Storage,
  out: Storage,
): boolean {
  const rows = table(x, rank);
  if (!rows) return false;
  words.begin().put(rows.count).put(rows.stride).put(rows.width).put(x.offset);
  return addon.gather(words.block, elementsOf(x.storage), elementsOf(positions), elementsOf(out)) === 1;
}

export function scatter(
  addon: NativeAddon,
  words: Words,
  mode: ScatterMode,
  out: Strided,
  rank: number,
  positions: Storage,
  values: Input,
): boolean {
  if (typeof values === 'number' || values.dtype !== out.dtype || (mode !== 'set' && out.dtype === 'bool'))
    return false;
  const rows = table(out, rank);
  const given = table(values, values.shape.length - (out.shape.length - rank));
  if (!rows || !given || (given.count > 1 && given.stride < 0)) return false;
  words.begin().put(scatterCodes[mode]).put(rows.count).put(rows.stride).put(rows.width).put(out.offset);
  words.put(given.stride).put(values.offset);
  return addon.scatter(words.block, elementsOf(out.storage), elementsOf(positions), elementsOf(values.storage)) === 1;
}
