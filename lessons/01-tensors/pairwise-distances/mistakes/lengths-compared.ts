import * as np from 'np';

export function distances(a: np.NDArray, b: np.NDArray): np.NDArray {
  const lengthOfA = np.sqrt(np.sum(np.square(a), 1));
  const lengthOfB = np.sqrt(np.sum(np.square(b), 1));
  return np.abs(np.subtract(np.expand_dims(lengthOfA, 1), lengthOfB));
}
