import type { Input } from '../engines/engine';
import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError } from './errors';
import { wrap } from './handle';
import { operand, viewFrom, type ArrayLike } from './input';
import { nonzeroViews } from './nonzero';
import type { NDArray } from './ndarray';
import { promote, promoteScalar, resultType, type Value } from './promotion';
import { engine } from './settings';
import { cast, unwritten } from './view';

/**
 * Elements of `x` where `condition` holds and of `y` elsewhere; with the condition alone, the positions of its true
 * elements, one array per axis. All three are broadcast together.
 *
 * Shape: all three broadcast together; for the condition alone one vector per axis. dtype: `x` and `y` promoted;
 * positions are int32. NumPy: `np.where`.
 *
 * @example np.where(np.greater(x, 0), x, 0)
 * @example np.where(mask)[0] // rows of the true elements
 * @throws NpError if the shapes cannot be broadcast.
 */
export function where(condition: ArrayLike): NDArray[];
export function where(condition: ArrayLike, x: ArrayLike, y: ArrayLike): NDArray;
export function where(condition: ArrayLike, x?: ArrayLike, y?: ArrayLike): NDArray | NDArray[] {
  const name = 'np.where';
  const test = viewFrom(name, condition);
  if (x === undefined && y === undefined) return nonzeroViews(test).map(wrap);
  if (x === undefined || y === undefined) throw new NpError(name, 'bothOrNeither');
  const a = operand(name, x, y),
    b = operand(name, y, x);
  const dtype = resultType(a, b);
  const shape = broadcastShapes(name, [test.shape, shapeOf(a), shapeOf(b)]);
  const out = unwritten(name, shape, dtype);
  const mask = cast(name, test, 'bool');
  engine().where(broadcastTo(name, mask, shape), input(name, a, shape), input(name, b, shape), out.storage);
  return wrap(out);
}

/**
 * x held between two bounds, either of which may be null; NaN stays. Bounds are broadcast like any operand.
 *
 * Shape: `x` and the bounds broadcast together. dtype: promoted; a number adapts to the array, bools become int32
 * beside numbers. NumPy: `np.clip`.
 *
 * @example np.clip([1, 5, 9], 2, 6) // [2. 5. 6.]
 * @example np.clip(x, null, 1) // only from above
 * @throws NpError if the shapes cannot be broadcast.
 */
export function clip(x: ArrayLike, low: ArrayLike | null, high: ArrayLike | null): NDArray {
  const name = 'np.clip';
  const view = viewFrom(name, x);
  const a = low === null ? -Infinity : operand(name, low, x);
  const b = high === null ? Infinity : operand(name, high, x);
  // Arrays decide first; the numbers adapt to what they agree on.
  const bounds = [low === null ? view : a, high === null ? view : b];
  let result = view.dtype;
  for (const bound of bounds) if (typeof bound === 'object') result = promote(result, bound.dtype);
  for (const bound of bounds) if (typeof bound !== 'object') result = promoteScalar(result, bound);
  const shape = broadcastShapes(name, [view.shape, shapeOf(a), shapeOf(b)]);
  const out = unwritten(name, shape, result);
  engine().clip(broadcastTo(name, view, shape), input(name, a, shape), input(name, b, shape), out.storage);
  return wrap(out);
}

function shapeOf(value: Value): readonly number[] {
  return typeof value === 'object' ? value.shape : [];
}

function input(name: string, value: Value, shape: readonly number[]): Input {
  return typeof value === 'object' ? broadcastTo(name, value, shape) : Number(value);
}
