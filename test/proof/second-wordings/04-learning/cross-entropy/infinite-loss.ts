import * as np from 'np';

export function crossEntropy(p: np.NDArray, t: np.NDArray): number {
  const [samples, classes] = p.shape;
  const flat = p.flatten();
  let price = 0;
  for (let n = 0; n < samples; n++) {
    const right = t.ndim === 1 ? t.get([n]) : np.argmax(t.slice(n));
    price -= Math.log(flat.get([n * classes + right]));
  }
  return price / samples;
}
