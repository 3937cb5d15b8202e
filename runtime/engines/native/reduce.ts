import type { ArgReduceOp, ReduceOp, Storage, Strided } from '../engine';
import { overflow } from '../integerOverflow';
import { elementsOf, isFloat } from '../javascript/hostStorage';
import { argReduceCodes, reduceCodes } from '../kernelCodes';
import type { NativeAddon } from './addon';
import type { Words } from './words';

export function reduce(
  addon: NativeAddon,
  words: Words,
  op: ReduceOp,
  x: Strided,
  rank: number,
  out: Storage,
): boolean {
  // Floats are added up in double, but rounded to their own dtype.
  if (isFloat(x.dtype) && op !== 'any' && op !== 'all' && out.dtype !== x.dtype) return false;
  words.begin().put(reduceCodes[op]).put(rank).shape(x.shape).layout(x);
  const answer = addon.reduce(words.block, elementsOf(x.storage), elementsOf(out));
  if (answer === 2) throw overflow(op);
  return answer === 1;
}

export function argReduce(
  addon: NativeAddon,
  words: Words,
  op: ArgReduceOp,
  x: Strided,
  rank: number,
  out: Storage,
): boolean {
  words.begin().put(argReduceCodes[op]).put(rank).shape(x.shape).layout(x);
  return addon.argReduce(words.block, elementsOf(x.storage), elementsOf(out)) === 1;
}

export function moments(
  addon: NativeAddon,
  words: Words,
  x: Strided,
  rank: number,
  mean: Storage,
  deviation: Storage,
): boolean {
  if (mean.dtype !== x.dtype || deviation.dtype !== x.dtype) return false;
  words.begin().put(rank).shape(x.shape).layout(x);
  return addon.moments(words.block, elementsOf(x.storage), elementsOf(mean), elementsOf(deviation)) === 1;
}
