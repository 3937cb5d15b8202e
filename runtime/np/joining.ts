import { sameShape } from '../engines/layout';
import type { DType } from '../protocol/value';
import { told } from './arguments';
import { normalAxis } from './axes';
import { NpError, shapeText } from './errors';
import { isNDArray, wrap } from './handle';
import { operand, viewFrom, type ArrayLike, type NestedList } from './input';
import type { NDArray } from './ndarray';
import { promote } from './promotion';
import { atLeast, raveled, reshaped } from './reshaping';
import { engine } from './settings';
import { unwritten, View } from './view';

/**
 * Arrays joined along an axis that they have; `null` joins all elements in one row.
 *
 * Shape: as given, the lengths along `axis` added up. dtype: promoted. NumPy: `np.concatenate`, `np.concat`.
 *
 * @example np.concatenate([[1, 2], [3]]) // [1. 2. 3.]
 * @throws NpError if the shapes differ along another axis.
 */
export function concatenate(arrays: NestedList | NDArray, axis: number | null = 0): NDArray {
  const name = 'np.concatenate';
  checkOneList(name, axis);
  const views = several(name, arrays);
  if (axis === null)
    return wrap(
      joined(
        name,
        views.map((view) => raveled(name, view)),
        0,
      ),
    );
  if (views.some((view) => view.shape.length === 0)) throw new NpError(name, 'concatenateRank0');
  return wrap(joined(name, views, normalAxis(name, axis, views[0].shape)));
}

/**
 * Arrays of one shape joined along a new axis.
 *
 * Shape: as given, with an axis more, as long as there are arrays. dtype: promoted. NumPy: `np.stack`.
 *
 * @example np.stack([[1, 2], [3, 4]], 1) // [[1. 3.] [2. 4.]]
 * @throws NpError if the shapes differ.
 */
export function stack(arrays: NestedList | NDArray, axis = 0): NDArray {
  const name = 'np.stack';
  checkOneList(name, axis);
  const views = several(name, arrays);
  const [{ shape }] = views;
  if (views.some((view) => !sameShape(view.shape, shape))) {
    throw new NpError(name, 'stackShapes', { shapes: views.map((view) => shapeText(view.shape)).join(' ') });
  }
  const at = normalAxis(name, axis, shape, shape.length + 1);
  const raised = views.map(
    (view) => new View(view.storage, view.offset, view.shape.toSpliced(at, 0, 1), view.strides.toSpliced(at, 0, 0)),
  );
  return wrap(joined(name, raised, at));
}

/**
 * Rows joined below each other, along axis 0; a list counts as one row.
 *
 * Shape: (n,) counts as (1, n); lengths along axis 0 add up. dtype: promoted. NumPy: `np.vstack`, `np.row_stack`.
 *
 * @example np.vstack([[1, 2], [3, 4]]) // [[1. 2.] [3. 4.]]
 * @throws NpError if the rows differ in length.
 */
export function vstack(arrays: NestedList | NDArray): NDArray {
  const rows = several('np.vstack', arrays).map((view) => atLeast('np.vstack', view, 2));
  return wrap(joined('np.vstack', rows, 0));
}

/**
 * Arrays joined side by side: along axis 1, or end to end where they have only one.
 *
 * Shape: lengths along axis 1 add up, of vectors along axis 0. dtype: promoted. NumPy: `np.hstack`.
 *
 * @example np.hstack([[1, 2], [3]]) // [1. 2. 3.]
 * @throws NpError if the shapes differ along another axis.
 */
export function hstack(arrays: NestedList | NDArray): NDArray {
  const views = several('np.hstack', arrays).map((view) => atLeast('np.hstack', view, 1));
  return wrap(joined('np.hstack', views, views[0].shape.length === 1 ? 0 : 1));
}

/**
 * Arrays joined along the third axis; arrays with fewer axes get more first: a vector becomes (1, n, 1), a matrix
 * (m, n, 1).
 *
 * Shape: (m, n, k), where the k add up. dtype: promoted. NumPy: `np.dstack`.
 *
 * @example np.dstack([[1, 2], [3, 4]]) // [[[1. 3.] [2. 4.]]]
 * @throws NpError if the shapes differ along another axis.
 */
export function dstack(arrays: NestedList | NDArray): NDArray {
  const deep = several('np.dstack', arrays).map((view) => atLeast3d('np.dstack', view));
  return wrap(joined('np.dstack', deep, 2));
}

/** As `np.atleast_3d`: a vector lies along the second axis, a matrix along the first two. */
export function atLeast3d(name: string, view: View): View {
  const { shape } = view;
  if (shape.length === 2) return reshaped(name, view, [...shape, 1]);
  return shape.length === 1 ? reshaped(name, view, [1, ...shape, 1]) : atLeast(name, view, 3);
}

/**
 * Vectors as the columns of a matrix; matrices are joined side by side.
 *
 * Shape: (m, n), where the n add up; (m,) counts as (m, 1). dtype: promoted. NumPy: `np.column_stack`.
 *
 * @example np.column_stack([[1, 2], [3, 4]]) // [[1. 3.] [2. 4.]]
 * @throws NpError if the columns differ in length.
 */
export function column_stack(arrays: NestedList | NDArray): NDArray {
  const name = 'np.column_stack';
  const columns = several(name, arrays).map((view) =>
    view.shape.length < 2 ? reshaped(name, view, [view.size, 1]) : view,
  );
  return wrap(joined(name, columns, 1));
}

/**
 * A copy with `values` joined on at the end of an axis; without one, both in one row.
 *
 * Shape: lengths along `axis` add up; a vector without `axis`. dtype: promoted. NumPy: `np.append`.
 *
 * @example np.append([1, 2], [3]) // [1. 2. 3.]
 * @throws NpError if the shapes differ along another axis.
 */
export function append(arr: ArrayLike, values: ArrayLike, axis?: number | null): NDArray {
  const name = 'np.append';
  const views = several(name, [arr, values] as NestedList);
  if (axis !== undefined && axis !== null) return concatenate(views.map(wrap), axis);
  return wrap(
    joined(
      name,
      views.map((view) => raveled(name, view)),
      0,
    ),
  );
}

/** Two arrays side by side would make the second one the axis. */
function checkOneList(name: string, axis: unknown): void {
  if (isNDArray(axis) || Array.isArray(axis)) throw new NpError(name, 'joinOneList', { name, axis: told(axis) });
}

function several(name: string, arrays: NestedList | NDArray): View[] {
  const list = isNDArray(arrays) ? [...arrays] : arrays;
  if (!Array.isArray(list) || list.length === 0) throw new NpError(name, 'needsList');
  const near = list.find((item) => isNDArray(item));
  return list.map((item: ArrayLike) => {
    const value = operand(name, item, near);
    return typeof value === 'object' ? value : viewFrom(name, value);
  });
}

function joined(name: string, views: readonly View[], axis: number): View {
  const [first] = views;
  const shape = [...first.shape];
  let dtype: DType = first.dtype;
  shape[axis] = 0;
  for (const view of views) {
    if (!sameShape(view.shape.toSpliced(axis, 1), first.shape.toSpliced(axis, 1))) {
      throw new NpError(name, 'joinShapes', { axis, shapes: views.map((v) => shapeText(v.shape)).join(' ') });
    }
    shape[axis] += view.shape[axis];
    dtype = promote(dtype, view.dtype);
  }
  const out = unwritten(name, shape, dtype);
  let start = 0;
  for (const view of views) {
    engine().copy(view, new View(out.storage, start * out.strides[axis], view.shape, out.strides));
    start += view.shape[axis];
  }
  return out;
}
