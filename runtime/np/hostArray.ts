import type { Elements } from '../engines/engine';
import { broadcastShapes, broadcastTo } from './broadcast';
import { NpError } from './errors';
import { wrap } from './handle';
import { asView, converted, operand, viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { floating, resultType } from './promotion';
import type { DType } from '../protocol/value';
import { checkMemory, elements, upload, type View } from './view';

// What no net spends its time in is computed here, in float64, wherever the engine keeps the elements.

/** An array of values in C order, rounded to `dtype`; what int32 cannot hold throws. */
export function hostArray(name: string, shape: readonly number[], dtype: DType, values: ArrayLike64): View {
  checkMemory(name, shape, dtype);
  if (dtype === 'int32') checkInt32(name, values);
  return upload(shape, dtype, converted(Float64Array.from(values), dtype));
}

type ArrayLike64 = Elements | readonly number[];

/** Before results become int32. */
export function checkInt32(name: string, values: ArrayLike64): void {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= -2147483648 && values[i] < 2147483648)) throw new NpError(name, 'integerOverflow');
  }
}

/** The elements in C order as a copy in float64. */
export function values64(view: View, name: string): Float64Array {
  return Float64Array.from(elements(view, name));
}

/** f of each element; integers and bools become the default float. */
export function mapped(name: string, x: ArrayLike, f: (value: number) => number): NDArray {
  const view = viewFrom(name, x);
  return wrap(hostArray(name, view.shape, floating(view.dtype), values64(view, name).map(f)));
}

/** f of each pair of elements of operands that are broadcast together; integers and bools become the default float. */
export function mappedPairs(
  name: string,
  x1: ArrayLike,
  x2: ArrayLike,
  f: (first: number, second: number) => number,
): NDArray {
  const a = operand(name, x1, x2),
    b = operand(name, x2, x1);
  const dtype = floating(resultType(a, b));
  const first = asView(a, dtype),
    second = asView(b, dtype);
  const shape = broadcastShapes(name, [first.shape, second.shape]);
  const left = elements(broadcastTo(name, first, shape), name),
    right = elements(broadcastTo(name, second, shape), name);
  return wrap(
    hostArray(
      name,
      shape,
      dtype,
      Float64Array.from({ length: left.length }, (_, i) => f(left[i], right[i])),
    ),
  );
}
