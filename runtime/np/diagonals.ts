import type { DType } from '../protocol/value';
import { checkFlag, checkWhole } from './arguments';
import { checkedShape, normalAxis } from './axes';
import { broadcastTo } from './broadcast';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf, wrap } from './handle';
import { hostArray, values64 } from './hostArray';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { checkedDType, counting } from './promotion';
import { reduceWith } from './reduction';
import { raveled } from './reshaping';
import { defaultFloat, engine } from './settings';
import { allocate, assign, upload, View } from './view';

/** A read-only view: the two axes go, and the diagonal comes last. */
function diagonalView(name: string, view: View, offset: number, axis1: number, axis2: number): View {
  checkWhole(name, 'offset', offset);
  const { shape, strides } = view;
  if (shape.length < 2) throw new NpError(name, 'needsRankFrom', { rank: 2, shape: shapeText(shape) });
  const row = normalAxis(name, axis1, shape),
    column = normalAxis(name, axis2, shape);
  if (row === column) throw new NpError(name, 'diagonalAxes');
  const length = Math.max(Math.min(shape[row] + Math.min(offset, 0), shape[column] - Math.max(offset, 0)), 0);
  const start = length === 0 ? 0 : offset >= 0 ? offset * strides[column] : -offset * strides[row];
  const others = shape.map((_, axis) => axis).filter((axis) => axis !== row && axis !== column);
  return new View(
    view.storage,
    view.offset + start,
    [...others.map((axis) => shape[axis]), length],
    [...others.map((axis) => strides[axis]), strides[row] + strides[column]],
    true,
  );
}

/**
 * A read-only view of a diagonal of two axes, the first two unless others are named; it is the last axis of the result.
 * `offset` > 0 is a diagonal above the main one.
 *
 * Shape: without the two axes, the diagonal as a new last one. dtype: stays. NumPy: `np.diagonal`.
 *
 * @example np.diagonal([[1, 2], [3, 4]]) // [1. 4.]
 * @throws NpError for rank 0 or 1, or if the axes do not exist or are one.
 */
export function diagonal(a: ArrayLike, offset = 0, axis1 = 0, axis2 = 1): NDArray {
  return wrap(diagonalView('np.diagonal', viewFrom('np.diagonal', a), offset, axis1, axis2));
}

/**
 * The sum of a diagonal: an array of rank 0 for a matrix.
 *
 * Shape: without the two axes, () for a matrix. dtype: stays, bools are counted as int32. NumPy: `np.trace`.
 *
 * @example np.trace([[1, 2], [3, 4]]) // 5.0
 * @throws NpError for rank 0 or 1, or if the axes do not exist or are one.
 */
export function trace(a: ArrayLike, offset = 0, axis1 = 0, axis2 = 1): NDArray {
  const name = 'np.trace';
  const view = diagonalView(name, viewFrom(name, a), offset, axis1, axis2);
  return reduceWith(name, 'sum', view, -1, false, counting(view.dtype)) as NDArray;
}

/**
 * A matrix with a vector on its diagonal, or a read-only view of the diagonal of a matrix. `k` > 0 is a diagonal above
 * the main one.
 *
 * Shape: (n,) gives (n + |k|, n + |k|); (m, n) gives the vector. dtype: stays. NumPy: `np.diag`.
 *
 * @example np.diag([1, 2]) // [[1. 0.] [0. 2.]]
 * @example np.diag([[1, 2], [3, 4]]) // [1. 4.]
 * @throws NpError unless the rank is 1 or 2.
 */
export function diag(v: ArrayLike, k = 0): NDArray {
  const name = 'np.diag';
  const view = viewFrom(name, v);
  if (view.shape.length === 2) return wrap(diagonalView(name, view, k, 0, 1));
  if (view.shape.length !== 1) throw new NpError(name, 'needsRank', { rank: '1 / 2', shape: shapeText(view.shape) });
  return onDiagonal(name, view, k);
}

/**
 * A matrix with all elements of an array on its diagonal. `k` > 0 is a diagonal above the main one.
 *
 * Shape: (n, n) with n = v.size + |k|. dtype: stays. NumPy: `np.diagflat`.
 *
 * @example np.diagflat([[1, 2]]) // [[1. 0.] [0. 2.]]
 */
export function diagflat(v: ArrayLike, k = 0): NDArray {
  return onDiagonal('np.diagflat', raveled('np.diagflat', viewFrom('np.diagflat', v)), k);
}

function onDiagonal(name: string, row: View, k: number): NDArray {
  checkWhole(name, 'k', k);
  const n = row.size + Math.abs(k);
  const out = allocate(name, [n, n], row.dtype);
  const start = k >= 0 ? k : -k * n;
  engine().copy(row, new View(out.storage, row.size > 0 ? start : 0, [row.size], [n + 1]));
  return wrap(out);
}

/**
 * Writes onto the main diagonal, in place: where all indices are equal. Several values are repeated. With `wrap`, the
 * diagonal of a tall matrix starts again one row below its end.
 *
 * Shape: (m, n), or more axes of equal length. dtype: that of `a`; `val` is cast to it. NumPy: `np.fill_diagonal`.
 *
 * @example np.fill_diagonal(A, 0)
 * @throws NpError for rank 0 or 1, or beyond rank 2 if the lengths differ.
 */
export function fill_diagonal(a: NDArray, val: ArrayLike, wrap = false): void {
  const name = 'np.fill_diagonal';
  if (!isNDArray(a)) throw new NpError(name, 'notWritable');
  const { storage, offset, shape, strides, readonly, dtype } = viewOf(a);
  if (shape.length < 2 || (shape.length > 2 && shape.some((length) => length !== shape[0])))
    throw new NpError(name, 'fillDiagonalShape', { shape: shapeText(shape) });
  checkFlag(name, 'wrap', wrap);
  const [rows, columns] = shape;
  const values = values64(raveled(name, viewFrom(name, val, dtype)), name);
  if (values.length === 0 || Math.min(...shape) === 0) return;
  const along = strides.reduce((sum, stride) => sum + stride, 0);
  for (let row = 0, done = 0; row < rows; row += columns + 1) {
    const count = Math.min(columns, rows - row);
    const repeated = Array.from({ length: count }, (_, i) => values[(done + i) % values.length]);
    const diagonal = new View(storage, offset + row * strides[0], [count], [along], readonly);
    assign(name, diagonal, hostArray(name, [count], dtype, repeated));
    if (!wrap || shape.length > 2) return;
    done += count;
  }
}

/** 1 on and below the k-th diagonal. */
function lowerTriangle(name: string, n: number, m: number, k: number): View {
  checkWhole(name, 'k', k);
  const mask = new Uint8Array(n * m);
  for (let i = 0; i < n; i++) mask.fill(1, i * m, i * m + Math.min(Math.max(i + k + 1, 0), m));
  return upload([n, m], 'bool', mask);
}

/**
 * Ones on and below a diagonal of an N x M matrix, zeros above it; k > 0 is a diagonal above the main one.
 *
 * Shape: (N, M). dtype: the default float unless given. NumPy: `np.tri`.
 *
 * @example np.tri(2, 3) // [[1. 0. 0.] [1. 1. 0.]]
 * @throws NpError if a length is negative or no integer.
 */
export function tri(N: number, M: number = N, k = 0, dtype?: DType): NDArray {
  const name = 'np.tri';
  const [n, m] = checkedShape(name, [N, M]);
  const out = allocate(name, [n, m], dtype === undefined ? defaultFloat() : checkedDType(name, dtype));
  engine().copy(lowerTriangle(name, n, m, k), out);
  return wrap(out);
}

/**
 * A copy with zeros above the k-th diagonal of the last two axes; k > 0 lies above the main one.
 *
 * Shape: that of `m`, a vector as the rows of a square matrix. dtype: stays. NumPy: `np.tril`.
 *
 * @example np.tril([[1, 2], [3, 4]]) // [[1. 0.] [3. 4.]]
 * @throws NpError for rank 0.
 */
export function tril(m: ArrayLike, k = 0): NDArray {
  const name = 'np.tril';
  const { view, lower, zero, out } = triangle(name, m, k);
  engine().where(lower, view, zero, out.storage);
  return wrap(out);
}

/**
 * A copy with zeros below the k-th diagonal of the last two axes; k > 0 lies above the main one.
 *
 * Shape: that of `m`, a vector as the rows of a square matrix. dtype: stays. NumPy: `np.triu`.
 *
 * @example np.triu([[1, 2], [3, 4]]) // [[1. 2.] [0. 4.]]
 * @throws NpError for rank 0.
 */
export function triu(m: ArrayLike, k = 0): NDArray {
  const name = 'np.triu';
  const { view, lower, zero, out } = triangle(name, m, k - 1);
  engine().where(lower, zero, view, out.storage);
  return wrap(out);
}

/** As in NumPy, a vector becomes a matrix whose rows are all this vector. */
function triangle(name: string, m: ArrayLike, k: number) {
  const given = viewFrom(name, m);
  const columns = given.shape.at(-1);
  if (columns === undefined) throw new NpError(name, 'needsRankFrom', { rank: 1, shape: '()' });
  const rows = given.shape.at(-2) ?? columns;
  const shape = [...given.shape.slice(0, -2), rows, columns];
  const lower = broadcastTo(name, lowerTriangle(name, rows, columns, k), shape);
  return { view: broadcastTo(name, given, shape), lower, zero: 0, out: allocate(name, shape, given.dtype) };
}
