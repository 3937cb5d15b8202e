/** The index of a flat C-order position. */
export function unravel(position: number, shape: readonly number[]): number[] {
  let rest = position;
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    })
    .reverse();
}

/** The flat C-order position of an index. */
export function ravel(index: readonly number[], shape: readonly number[]): number {
  return index.reduce((position, i, axis) => position * (shape[axis] ?? 1) + i, 0);
}
