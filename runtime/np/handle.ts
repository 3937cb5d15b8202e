import type { NDArray } from './ndarray';
import type { View } from './view';

/**
 * The way from the learner's NDArray to the View in it and back. Only the class itself can look into its private
 * field: it hands the keys over when it is defined, so that the functions need not import the class that has them as
 * methods.
 */
interface Keys {
  wrap(view: View): NDArray;
  open(array: NDArray): View;
  recognise(x: unknown): boolean;
}

let keys: Keys;

export function handOver(given: Keys): void {
  keys = given;
}

export function wrap(view: View): NDArray {
  return keys.wrap(view);
}

export function viewOf(array: NDArray): View {
  return keys.open(array);
}

/** By brand: false for proxies, look-alikes and whatever inherits from NDArray.prototype. */
export function isNDArray(x: unknown): x is NDArray {
  return typeof x === 'object' && x !== null && keys.recognise(x);
}
