import type { DType } from '../protocol/value';
import { multiply } from './arithmetic';
import { arithmetic, explained } from './binaryOperation';
import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { asView, operand, viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { fitsInt32, resultType } from './promotion';
import { permuted, reshaped } from './reshaping';
import { defaultFloat, engine } from './settings';
import { allocate, cast, scalarView, View } from './view';

/** (..., m, k) @ (..., k, n), both of rank 2 at least. */
function multiplied(name: string, a: View, b: View, dtype: DType): View {
  const m = a.shape.at(-2)!,
    k = a.shape.at(-1)!,
    n = b.shape.at(-1)!;
  if (b.shape.at(-2) !== k) {
    throw new NpError(
      `${name}: shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} do not match: ${k} columns against ${b.shape.at(-2)} rows`,
    );
  }
  const lead = broadcastShapes(name, [a.shape.slice(0, -2), b.shape.slice(0, -2)], [a.shape, b.shape]);
  // A product of bools says whether any pair is true: it is counted as integers and cut to bool.
  const out = allocate(name, [...lead, m, n], dtype === 'bool' ? 'int32' : dtype);
  try {
    engine().matmul(broadcastTo(name, a, [...lead, m, k]), broadcastTo(name, b, [...lead, k, n]), out.storage);
  } catch (error) {
    throw explained(name, error);
  }
  return cast(name, out, dtype);
}

function pair(name: string, x1: ArrayLike, x2: ArrayLike): { a: View; b: View; dtype: DType } {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = resultType(a, b);
  return { a: asView(a, dtype), b: asView(b, dtype), dtype };
}

/** dot takes a number for an array: it does not adapt to the other operand's dtype. */
function standing(x: ArrayLike): ArrayLike {
  return typeof x === 'number' ? wrap(scalarView(x, fitsInt32(x) ? 'int32' : defaultFloat())) : x;
}

const asRow = (view: View) =>
  new View(view.storage, view.offset, [1, ...view.shape], [0, ...view.strides], view.readonly);
const asColumn = (view: View) =>
  new View(view.storage, view.offset, [...view.shape, 1], [...view.strides, 0], view.readonly);

/**
 * The matrix product. A vector counts as a row on the left and as a column on the right, and its axis goes from the
 * result; axes before the last two are broadcast.
 *
 * @example np.matmul(np.ones([2, 3]), np.ones([3, 4])).shape // [2, 4]
 * @throws NpError if the inner lengths differ, or for a number.
 */
export function matmul(x1: ArrayLike, x2: ArrayLike): NDArray {
  const name = 'np.matmul';
  const { a, b, dtype } = pair(name, x1, x2);
  if (a.shape.length === 0 || b.shape.length === 0)
    throw new NpError(`${name}: needs arrays of rank 1 or more; use np.multiply for numbers`);
  const left = a.shape.length === 1 ? asRow(a) : a,
    right = b.shape.length === 1 ? asColumn(b) : b;
  const product = multiplied(name, left, right, dtype);
  const shape = [...product.shape];
  if (b.shape.length === 1) shape.pop();
  if (a.shape.length === 1) shape.splice(shape.length - (b.shape.length === 1 ? 1 : 2), 1);
  return wrap(reshaped(name, product, shape));
}

/**
 * The product of two vectors (an array of rank 0), of matrix and vector, of two matrices, or with a number. For more
 * axes it sums over the last of `a` and the last but one of `b`.
 *
 * @example np.dot([1, 2], [3, 4]).item() // 11
 * @throws NpError if the inner lengths differ.
 */
export function dot(x1: ArrayLike, x2: ArrayLike): NDArray {
  const name = 'np.dot';
  const { a, b, dtype } = pair(name, standing(x1), standing(x2));
  if (a.shape.length === 0 || b.shape.length === 0) return multiply(wrap(a), wrap(b));
  const right = b.shape.length === 1 ? asColumn(b) : b;
  const inner = right.shape.length - 2,
    k = right.shape[inner];
  if (a.shape.at(-1) !== k) {
    throw new NpError(
      `${name}: shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} do not match: length ${a.shape.at(-1)} against ${k}`,
    );
  }
  const axes = right.shape.map((_, axis) => axis);
  const moved = permuted(right, [inner, ...axes.filter((axis) => axis !== inner)]);
  const rows = a.size / Math.max(k, 1),
    columns = right.size / Math.max(k, 1);
  const shape = [
    ...a.shape.slice(0, -1),
    ...b.shape.slice(0, Math.max(b.shape.length - 2, 0)),
    ...(b.shape.length > 1 ? [b.shape.at(-1)!] : []),
  ];
  if (k === 0) return wrap(allocate(name, shape, dtype));
  const product = multiplied(name, reshaped(name, a, [rows, k]), reshaped(name, moved, [k, columns]), dtype);
  return wrap(reshaped(name, product, shape));
}

/**
 * Each element of `a` times each of `b`, both taken as one row.
 *
 * @example np.outer([1, 2], [3, 4]) // [[3. 4.] [6. 8.]]
 */
export function outer(a: ArrayLike, b: ArrayLike): NDArray {
  const name = 'np.outer';
  const x = viewFrom(name, a),
    y = viewFrom(name, b);
  return arithmetic(name, 'multiply', wrap(reshaped(name, x, [x.size, 1])), wrap(reshaped(name, y, [1, y.size])));
}
