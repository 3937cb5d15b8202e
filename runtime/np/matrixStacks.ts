import type { DType } from '../protocol/value';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { hostArray, values64 } from './hostArray';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { floating } from './promotion';
import { sizeOf } from '../engines/layout';
import type { Matrix } from './matrix';

/** (..., m, n) as matrices in float64, computed one by one. */
export interface Stack {
  readonly lead: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly matrices: readonly Matrix[];
  /** Of the results. */
  readonly dtype: DType;
}

export function stackOf(name: string, a: ArrayLike): Stack {
  const view = viewFrom(name, a);
  if (view.shape.length < 2) throw new NpError(name, 'needsRankFrom', { rank: 2, shape: shapeText(view.shape) });
  const [rows, columns] = view.shape.slice(-2);
  const lead = view.shape.slice(0, -2);
  const values = values64(view, name);
  const size = rows * columns;
  const matrices = Array.from({ length: sizeOf(lead) }, (_, i) => ({
    rows,
    columns,
    values: values.subarray(i * size, (i + 1) * size),
  }));
  return { lead, rows, columns, matrices, dtype: floating(view.dtype) };
}

export function squareStackOf(name: string, a: ArrayLike): Stack {
  const stack = stackOf(name, a);
  if (stack.rows !== stack.columns)
    throw new NpError(name, 'needsSquare', { shape: shapeText([...stack.lead, stack.rows, stack.columns]) });
  return stack;
}

/** One block of the given shape for each matrix of a stack. */
export function stacked(
  name: string,
  { lead, dtype }: Pick<Stack, 'lead' | 'dtype'>,
  shape: readonly number[],
  blocks: readonly ArrayLike64[],
): NDArray {
  const size = sizeOf(shape);
  const values = new Float64Array(size * blocks.length);
  blocks.forEach((block, i) => values.set(block, i * size));
  return wrap(hostArray(name, [...lead, ...shape], dtype, values));
}

type ArrayLike64 = Float64Array | readonly number[];

export function stackedMatrices(
  name: string,
  stack: Pick<Stack, 'lead' | 'dtype'>,
  rows: number,
  columns: number,
  matrices: readonly Matrix[],
): NDArray {
  return stacked(
    name,
    stack,
    [rows, columns],
    matrices.map(({ values }) => values),
  );
}
