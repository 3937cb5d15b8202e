import * as np from 'np';

export function distances(first: np.NDArray, second: np.NDArray): np.NDArray {
  const products = np.matmul(first, np.transpose(second));
  const ofFirst = np.expand_dims(np.sum(np.multiply(first, first), 1), 1);
  const ofSecond = np.sum(np.multiply(second, second), 1);
  const squares = np.subtract(np.subtract(np.add(ofFirst, ofSecond), products), products);
  return np.sqrt(squares);
}
