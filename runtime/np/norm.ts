import { normalAxes } from './axes';
import { NpError, shapeText } from './errors';
import { viewFrom, type ArrayLike } from './input';
import { reduceLanes } from './lanes';
import type { NDArray } from './ndarray';
import { floating } from './promotion';
import { plan } from './reduction';
import { isFiniteMatrix, transposed, type Matrix } from './matrix';
import { singularValues } from './singularValues';

/** A number p is the p-norm; 'fro' and 'nuc' are for matrices. */
export type Order = number | 'fro' | 'nuc' | null;

/**
 * The length of a vector, or the size of a matrix. Without an order: the square root of the sum of all squares. For
 * vectors (one axis) `ord` is p of the p-norm, with 0, Infinity and -Infinity; for matrices (two axes) 'fro', 'nuc', 1,
 * -1, 2, -2, Infinity or -Infinity.
 *
 * Shape: without the axes of the vector or matrix (length 1 with `keepdims`); a plain number without `axis`. dtype:
 * floats stay, integers and bools become the default float. NumPy: `np.linalg.norm`.
 *
 * @example np.linalg.norm([3, 4]) // 5
 * @example np.linalg.norm(x, 2, 1, true) // the length of each row, as a column
 * @throws NpError if an axis does not exist, or there is no such norm for so many axes.
 */
export function norm(x: ArrayLike, ord?: Order, axis?: null, keepdims?: false): number;
export function norm(
  x: ArrayLike,
  ord: Order | undefined,
  axis: number | readonly number[],
  keepdims?: boolean,
): NDArray;
export function norm(
  x: ArrayLike,
  ord: Order | undefined,
  axis: number | readonly number[] | null | undefined,
  keepdims: true,
): NDArray;
export function norm(
  x: ArrayLike,
  ord?: Order,
  axis?: number | readonly number[] | null,
  keepdims = false,
): NDArray | number {
  const name = 'np.linalg.norm';
  const view = viewFrom(name, x);
  const dtype = floating(view.dtype);
  const everywhere = axis === undefined || axis === null;
  if (everywhere && (ord === undefined || ord === null))
    return reduceLanes(name, plan(name, view, null, keepdims), dtype, euclidean);
  const axes = everywhere ? view.shape.map((_, at) => at) : normalAxes(name, axis, view.shape);
  const reduction = { ...plan(name, view, axes, keepdims), whole: everywhere && !keepdims };
  if (axes.length === 1) {
    const length = vectorNorm(name, ord ?? null, view.shape);
    return reduceLanes(name, reduction, dtype, length);
  }
  if (axes.length !== 2) throw new NpError(name, 'normAxes', { axes: `[${axes.join(', ')}]` });
  const [first, second] = axes.toSorted((a, b) => a - b).map((at) => view.shape[at]);
  const size = matrixNorm(name, ord ?? null, view.shape);
  return reduceLanes(name, reduction, dtype, (values) => {
    // The lane counts through the lower axis first, which may be the columns.
    const matrix = { rows: first, columns: second, values };
    return size(axes[0] < axes[1] ? matrix : transposed(matrix));
  });
}

function euclidean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

function vectorNorm(name: string, ord: Order, shape: readonly number[]): (values: Float64Array) => number {
  if (ord === null || ord === 2) return euclidean;
  if (typeof ord !== 'number') throw new NpError(name, 'unknownVectorNorm', { order: String(ord) });
  if (ord === Infinity) return (values) => values.map(Math.abs).reduce(larger, 0);
  if (ord === -Infinity) return (values) => nonEmpty(name, values, shape).map(Math.abs).reduce(smaller, Infinity);
  if (ord === 0) return (values) => values.filter((value) => value !== 0).length;
  return (values) => values.reduce((sum, value) => sum + Math.abs(value) ** ord, 0) ** (1 / ord);
}

const larger = (x: number, y: number): number => (x >= y || x !== x ? x : y);
const smaller = (x: number, y: number): number => (x <= y || x !== x ? x : y);

function nonEmpty(name: string, values: Float64Array, shape: readonly number[]): Float64Array {
  if (values.length === 0) throw new NpError(name, 'emptyNoResult', { shape: shapeText(shape) });
  return values;
}

function matrixNorm(name: string, ord: Order, shape: readonly number[]): (matrix: Matrix) => number {
  const spectrum = (matrix: Matrix): Float64Array => {
    const found = isFiniteMatrix(matrix) ? singularValues(matrix) : undefined;
    if (found === undefined) throw new NpError(name, 'noConvergence');
    return found.s;
  };
  const columnSums = (matrix: Matrix) => rowSums(transposed(matrix));
  switch (ord) {
    case null:
    case 'fro':
      return ({ values }) => euclidean(values);
    case 'nuc':
      return (matrix) => spectrum(matrix).reduce((sum, value) => sum + value, 0);
    case 2:
      return (matrix) => spectrum(matrix).reduce(larger, 0);
    case -2:
      return (matrix) => nonEmpty(name, spectrum(matrix), shape).reduce(smaller, Infinity);
    case 1:
      return (matrix) => columnSums(matrix).reduce(larger, 0);
    case -1:
      return (matrix) => nonEmpty(name, columnSums(matrix), shape).reduce(smaller, Infinity);
    case Infinity:
      return (matrix) => rowSums(matrix).reduce(larger, 0);
    case -Infinity:
      return (matrix) => nonEmpty(name, rowSums(matrix), shape).reduce(smaller, Infinity);
    default:
      throw new NpError(name, 'unknownMatrixNorm', { order: String(ord) });
  }
}

function rowSums({ rows, columns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    values.subarray(i * columns, (i + 1) * columns).reduce((sum, value) => sum + Math.abs(value), 0),
  );
}
