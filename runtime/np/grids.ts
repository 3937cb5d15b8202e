import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError } from './errors';
import { isNDArray, wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import { atLeast3d } from './joining';
import type { NDArray } from './ndarray';
import { atLeast, raveled } from './reshaping';
import { copied, View } from './view';

/** 'xy' counts columns first, as in a plot; 'ij' rows first, as in a matrix. */
export interface MeshgridOptions {
  indexing?: 'xy' | 'ij';
  /** Each grid has length 1 along all axes but its own. */
  sparse?: boolean;
}

/**
 * Grids of coordinates: for each vector an array that repeats it along all the others. With 'xy' (the default) the
 * first vector runs along axis 1 and the second along axis 0, with 'ij' each along its own axis.
 *
 * Shape: (n2, n1, n3, ...) for vectors of lengths n1, n2, n3, ...; (n1, n2, ...) with 'ij'. dtype: of each vector its
 * own. NumPy: `np.meshgrid`.
 *
 * @example const [X, Y] = np.meshgrid([1, 2, 3], [10, 20]) // both of shape [2, 3]
 * @example np.meshgrid(x, y, { indexing: 'ij' })
 * @throws NpError if `indexing` is something else.
 */
export function meshgrid(...args: (ArrayLike | MeshgridOptions)[]): NDArray[] {
  const name = 'np.meshgrid';
  const last = args.at(-1);
  const options = isOptions(last) ? last : {};
  const { indexing = 'xy', sparse = false } = options;
  if (indexing !== 'xy' && indexing !== 'ij') throw new NpError(name, 'indexingMode', { indexing: String(indexing) });
  const rows = (isOptions(last) ? args.slice(0, -1) : args).map((x) => raveled(name, viewFrom(name, x as ArrayLike)));
  const axisOf = (i: number) => (indexing === 'xy' && rows.length > 1 && i < 2 ? 1 - i : i);
  const grids = rows.map((row, i) => {
    const shape = rows.map(() => 1),
      strides = rows.map(() => 0);
    shape[axisOf(i)] = row.size;
    strides[axisOf(i)] = row.strides[0];
    return new View(row.storage, row.offset, shape, strides, true);
  });
  const whole = broadcastShapes(
    name,
    grids.map((grid) => grid.shape),
  );
  return grids.map((grid) => wrap(copied(name, sparse ? grid : broadcastTo(name, grid, whole))));
}

function isOptions(x: ArrayLike | MeshgridOptions | undefined): x is MeshgridOptions {
  return typeof x === 'object' && x !== null && !Array.isArray(x) && !isNDArray(x);
}

/**
 * Read-only views of all arrays in their common shape.
 *
 * Shape: broadcast together. dtype: of each array its own. NumPy: `np.broadcast_arrays`.
 *
 * @example np.broadcast_arrays([[1], [2]], [3, 4]) // both of shape [2, 2]
 * @throws NpError if the shapes cannot be broadcast.
 */
export function broadcast_arrays(...arrays: ArrayLike[]): NDArray[] {
  const name = 'np.broadcast_arrays';
  const views = arrays.map((x) => viewFrom(name, x));
  const shape = broadcastShapes(
    name,
    views.map((view) => view.shape),
  );
  return views.map((view) => wrap(broadcastTo(name, view, shape)));
}

function raised(arrays: readonly ArrayLike[], name: string, raise: (view: View) => View): NDArray | NDArray[] {
  const views = arrays.map((x) => wrap(raise(viewFrom(name, x))));
  return views.length === 1 ? views[0] : views;
}

/**
 * Views of rank 1 at least: a number becomes a vector of one element. Several arrays give a list.
 *
 * Shape: () becomes (1,), others stay. dtype: stays. NumPy: `np.atleast_1d`.
 *
 * @example np.atleast_1d(5) // [5.]
 */
export function atleast_1d(array: ArrayLike): NDArray;
export function atleast_1d(...arrays: ArrayLike[]): NDArray[];
export function atleast_1d(...arrays: ArrayLike[]): NDArray | NDArray[] {
  return raised(arrays, 'np.atleast_1d', (view) => atLeast('np.atleast_1d', view, 1));
}

/**
 * Views of rank 2 at least: a vector becomes a row. Several arrays give a list.
 *
 * Shape: () becomes (1, 1), (n,) becomes (1, n), others stay. dtype: stays. NumPy: `np.atleast_2d`.
 *
 * @example np.atleast_2d([1, 2]) // [[1. 2.]]
 */
export function atleast_2d(array: ArrayLike): NDArray;
export function atleast_2d(...arrays: ArrayLike[]): NDArray[];
export function atleast_2d(...arrays: ArrayLike[]): NDArray | NDArray[] {
  return raised(arrays, 'np.atleast_2d', (view) => atLeast('np.atleast_2d', view, 2));
}

/**
 * Views of rank 3 at least: a vector gets the shape (1, n, 1), a matrix (m, n, 1). Several arrays give a list.
 *
 * Shape: () becomes (1, 1, 1), (n,) becomes (1, n, 1), (m, n) becomes (m, n, 1), others stay. dtype: stays.
 * NumPy: `np.atleast_3d`.
 *
 * @example np.atleast_3d([1, 2]).shape // [1, 2, 1]
 */
export function atleast_3d(array: ArrayLike): NDArray;
export function atleast_3d(...arrays: ArrayLike[]): NDArray[];
export function atleast_3d(...arrays: ArrayLike[]): NDArray | NDArray[] {
  return raised(arrays, 'np.atleast_3d', (view) => atLeast3d('np.atleast_3d', view));
}
