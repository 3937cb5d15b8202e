import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  let classes = t;
  if (t.ndim > 1) classes = t.argmax(1);
  const price = p.clip(1e-7, 1).log().take(classes, 1).negative();
  return price.sum() / price.size;
}
