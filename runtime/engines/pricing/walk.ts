import type { Input, Storage, Strided } from '../engine';
import { Loop } from '../javascript/loops';
import { contiguousStrides, isContiguous, sizeOf } from '../layout';
import type { Form } from '../../protocol/pricing';

/** How a call walks its operands. */
export interface Walk {
  form: Form;
  /** Elements, and the runs that they fall into. */
  size: number;
  rows: number;
}

export function walkOver(shape: readonly number[], inputs: readonly Input[], out: Storage | Strided): Walk {
  const arrays = inputs.filter((input) => typeof input !== 'number');
  if ('storage' in out) arrays.push(out);
  const size = sizeOf(shape);
  if (arrays.every(isContiguous)) return { form: 'whole', size, rows: 1 };
  const loop = new Loop(shape, [...arrays.map(({ strides }) => strides), contiguousStrides(shape)]);
  const rows = size / loop.length;
  const form = loop.steps.some((step) => isAcross(step, loop.length)) ? 'across' : rows > 1 ? 'rows' : 'whole';
  return { form, size, rows };
}

/** A fold begins anew with every result. */
export function walkOfFold(x: Strided, results: number): Walk {
  const size = sizeOf(x.shape);
  const loop = new Loop(x.shape, [x.strides]);
  const rows = Math.max(results, size / loop.length);
  if (isAcross(loop.steps[0]!, loop.length)) return { form: 'across', size, rows };
  return { form: rows === 1 ? 'whole' : isContiguous(x) ? 'rows' : 'blocks', size, rows };
}

export const isAcross = (stride: number, length: number): boolean => length > 1 && stride !== 1 && stride !== 0;
