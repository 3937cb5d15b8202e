import * as np from 'np';

const memory: { seen?: np.NDArray } = {};

export class Sigmoid {
  forward(input: np.NDArray): np.NDArray {
    const result = np.divide(1, np.add(1, np.exp(input.negative())));
    memory.seen = result.copy();
    return result;
  }

  backward(arriving: np.NDArray): np.NDArray {
    if (!memory.seen) throw new Error('forward first');
    return arriving.multiply(memory.seen).multiply(np.subtract(1, memory.seen));
  }
}
