import type { Window } from './engine';

/** How often a window of the given size fits along an axis of the given length. */
export function windowSteps(length: number, size: number, { stride, pad }: Window): number {
  return Math.floor((length + 2 * pad - size) / stride) + 1;
}
