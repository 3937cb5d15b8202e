import type { DType } from '../protocol/value';
import { told } from './arguments';
import { multiply } from './arithmetic';
import { normalAxes } from './axes';
import { arithmetic } from './binaryOperation';
import { contracted, innerLengths, multiplied } from './contraction';
import { NpError, shapeText } from './errors';
import { isNDArray, viewOf, wrap } from './handle';
import { asView, operand, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { fitsInt32, resultType } from './promotion';
import { raveled, reshaped } from './reshaping';
import { defaultFloat } from './settings';
import { scalarView, View } from './view';

function pair(name: string, x1: ArrayLike, x2: ArrayLike): { a: View; b: View; dtype: DType } {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = resultType(a, b);
  return { a: asView(a, dtype), b: asView(b, dtype), dtype };
}

/**
 * dot, inner and outer take a number for an array: beside integers a whole number is one, and elsewhere it does not adapt
 * to the other operand's dtype.
 */
function standing(x: ArrayLike, other: ArrayLike): ArrayLike {
  if (typeof x !== 'number') return x;
  const beside = isNDArray(other) ? viewOf(other).dtype : undefined;
  const integer = (beside === 'int32' || beside === 'bool') && fitsInt32(x);
  return wrap(scalarView(x, integer ? 'int32' : defaultFloat()));
}

const asRow = (view: View) =>
  new View(view.storage, view.offset, [1, ...view.shape], [0, ...view.strides], view.readonly);
const asColumn = (view: View) =>
  new View(view.storage, view.offset, [...view.shape, 1], [...view.strides, 0], view.readonly);

/**
 * The matrix product. A vector counts as a row on the left and as a column on the right, and its axis goes from the
 * result; axes before the last two are broadcast.
 *
 * Shape: (..., m, k) and (..., k, n) give (..., m, n). dtype: promoted; bools stay bools. NumPy: `np.matmul`.
 *
 * @example np.matmul(np.ones([2, 3]), np.ones([3, 4])).shape // [2, 4]
 * @throws NpError if the inner lengths differ, or for a number.
 */
export function matmul(x1: ArrayLike, x2: ArrayLike): NDArray {
  const name = 'np.matmul';
  const { a, b, dtype } = pair(name, x1, x2);
  if (a.shape.length === 0 || b.shape.length === 0) throw new NpError(name, 'matmulOfNumber');
  const left = a.shape.length === 1 ? asRow(a) : a,
    right = b.shape.length === 1 ? asColumn(b) : b;
  const product = multiplied(name, left, right, dtype);
  if (left === a && right === b) return wrap(product);
  const shape = [...product.shape];
  if (b.shape.length === 1) shape.pop();
  if (a.shape.length === 1) shape.splice(shape.length - (b.shape.length === 1 ? 1 : 2), 1);
  return wrap(reshaped(name, product, shape));
}

/**
 * The product of two vectors (an array of rank 0), of matrix and vector, of two matrices, or with a number. For more
 * axes it sums over the last of `a` and the last but one of `b`.
 *
 * Shape: (m, k) and (k, n) give (m, n); (k,) and (k,) give (). dtype: promoted; bools stay bools. NumPy: `np.dot`.
 *
 * @example np.dot([1, 2], [3, 4]).item() // 11
 * @throws NpError if the inner lengths differ.
 */
export function dot(x1: ArrayLike, x2: ArrayLike): NDArray {
  return summed('np.dot', x1, x2, (rank) => Math.max(rank - 2, 0));
}

/**
 * The sum of products over the last axes of both: (..., k) and (..., k). For vectors the same as `np.dot`, an array of
 * rank 0.
 *
 * Shape: (..., k) and (..., k) give the axes of `a`, then those of `b`, without the last ones. dtype: promoted; bools
 * stay bools. NumPy: `np.inner`.
 *
 * @example np.inner([[1, 2], [3, 4]], [1, 10]) // [21. 43.]
 * @throws NpError if the last axes differ in length.
 */
export function inner(a: ArrayLike, b: ArrayLike): NDArray {
  return summed('np.inner', a, b, (rank) => rank - 1);
}

function summed(name: string, x1: ArrayLike, x2: ArrayLike, axisOfSecond: (rank: number) => number): NDArray {
  const { a, b, dtype } = pair(name, standing(x1, x2), standing(x2, x1));
  if (a.shape.length === 0 || b.shape.length === 0) return multiply(wrap(a), wrap(b));
  const first = a.shape.length - 1,
    second = axisOfSecond(b.shape.length);
  if (a.shape[first] !== b.shape[second]) throw innerLengths(name, a, b, a.shape[first], b.shape[second]);
  return wrap(contracted(name, a, b, [first], [second], dtype));
}

/**
 * Each element of `a` times each of `b`, both taken as one row.
 *
 * Shape: (a.size, b.size). dtype: promoted; bools stay bools. NumPy: `np.outer`.
 *
 * @example np.outer([1, 2], [3, 4]) // [[3. 4.] [6. 8.]]
 */
export function outer(a: ArrayLike, b: ArrayLike): NDArray {
  const name = 'np.outer';
  const { a: x, b: y } = pair(name, standing(a, b), standing(b, a));
  return arithmetic(name, 'multiply', wrap(reshaped(name, x, [x.size, 1])), wrap(reshaped(name, y, [1, y.size])));
}

/**
 * The product of two arrays taken as one row each.
 *
 * Shape: (). dtype: promoted; bools stay bools. NumPy: `np.vdot`.
 *
 * @example np.vdot([[1, 2]], [[3], [4]]) // 11.0
 * @throws NpError if they differ in size.
 */
export function vdot(a: ArrayLike, b: ArrayLike): NDArray {
  const name = 'np.vdot';
  const { a: x, b: y, dtype } = pair(name, a, b);
  if (x.size !== y.size)
    throw new NpError(name, 'sizesDiffer', { shapeA: shapeText(x.shape), shapeB: shapeText(y.shape) });
  return wrap(contracted(name, raveled(name, x), raveled(name, y), [0], [0], dtype));
}

/**
 * The sum of products over several axes at once: the last `axes` of `a` with the first of `b`, or the axes named for
 * each. The result has the axes of `a` that are left, then those of `b`.
 *
 * Shape: the axes of `a` that are left, then those of `b`. dtype: promoted; bools stay bools. NumPy: `np.tensordot`.
 *
 * @example np.tensordot(np.ones([2, 3, 4]), np.ones([3, 4, 5])).shape // [2, 5]
 * @example np.tensordot(x, W, [[1], [0]]) // np.dot(x, W)
 * @throws NpError if axes that meet differ in length or number.
 */
export function tensordot(
  a: ArrayLike,
  b: ArrayLike,
  axes: number | readonly [number | readonly number[], number | readonly number[]] = 2,
): NDArray {
  const name = 'np.tensordot';
  const { a: x, b: y, dtype } = pair(name, a, b);
  if (typeof axes === 'number' ? !Number.isInteger(axes) : !(Array.isArray(axes) && axes.length === 2))
    throw new NpError(name, 'tensordotAxes', { axes: told(axes) });
  const count = typeof axes === 'number' ? Math.min(axes, x.shape.length + 1) : 0;
  const [first, second] =
    typeof axes === 'number'
      ? [Array.from({ length: count }, (_, i) => i - count), Array.from({ length: count }, (_, i) => i)]
      : axes;
  const left = normalAxes(name, first, x.shape),
    right = normalAxes(name, second, y.shape);
  if (left.length !== right.length || left.some((axis, i) => x.shape[axis] !== y.shape[right[i]])) {
    throw new NpError(name, 'contractionAxes', {
      first: `[${left.join(', ')}]`,
      second: `[${right.join(', ')}]`,
      shapeA: shapeText(x.shape),
      shapeB: shapeText(y.shape),
    });
  }
  return wrap(contracted(name, x, y, left, right, dtype));
}
