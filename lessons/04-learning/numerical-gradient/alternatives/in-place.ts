import * as np from 'np';

/** Moves the entries of x itself, and puts each back. */
export function numericalGradient(f: (x: np.NDArray) => number, x: np.NDArray): np.NDArray {
  const step = 1e-4;
  const gradient = np.zeros_like(x);
  for (let i = 0; i < x.size; i++) {
    const old = x.item(i);
    const at = positionOf(i, x.shape);
    x.set(at, old + step);
    const above = f(x);
    x.set(at, old - step);
    const below = f(x);
    x.set(at, old);
    gradient.set(at, (above - below) / (2 * step));
  }
  return gradient;
}

function positionOf(i: number, shape: number[]): number[] {
  const position: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position.unshift(i % shape[axis]);
    i = Math.floor(i / shape[axis]);
  }
  return position;
}
