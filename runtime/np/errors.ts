/** What np throws: the message names the function, the shapes and the axis. */
export class NpError extends Error {
  override name = 'NpError';
}

/** A single array would be larger than the memory limit of this run. */
export class NpMemoryError extends NpError {
  override name = 'NpMemoryError';
}

/** `(2, 3)`, `(4,)`, `()`: as NumPy writes a shape. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
