import { Affine } from './affine-layer';
import { Relu } from './relu-layer';
import { SoftmaxWithLoss } from './softmax-with-loss';
import * as np from 'np';
import type { Digits, Report } from 'kit';

type Weights = Record<'W1' | 'b1' | 'W2' | 'b2', np.NDArray>;

const he = (rows: number, columns: number) => np.full([rows, columns], 0.01);

export function startingWeights(inputs: number, hidden: number, classes: number): Weights {
  const W1 = he(inputs, hidden);
  const W2 = he(hidden, classes);
  return { W1, W2, b1: np.zeros([hidden]), b2: np.zeros([classes]) };
}

export function train(
  start: Weights,
  digits: Digits,
  { steps, batchSize, rate }: { steps: number; batchSize: number; rate: number },
  report?: Report,
): Weights {
  const hiddenLayer = new Affine(start.W1, start.b1);
  const gate = new Relu();
  const outputLayer = new Affine(start.W2, start.b2);
  const last = new SoftmaxWithLoss();
  const predict = (images: np.NDArray): np.NDArray => {
    const h = gate.forward(hiddenLayer.forward(images));
    return outputLayer.forward(h);
  };
  const count = digits.x.shape[0];
  let done = 0;
  while (done < steps) {
    const rows = np.random.permutation(count).slice(`:${batchSize}`);
    const images = digits.x.iindex(rows);
    const labels = digits.t.iindex(rows);
    last.forward(predict(images), labels);
    let flow = last.backward();
    flow = outputLayer.backward(flow);
    flow = gate.backward(flow);
    hiddenLayer.backward(flow);
    hiddenLayer.W = hiddenLayer.W.subtract(hiddenLayer.dW.multiply(rate));
    hiddenLayer.b = hiddenLayer.b.subtract(hiddenLayer.db.multiply(rate));
    outputLayer.W = outputLayer.W.subtract(outputLayer.dW.multiply(rate));
    outputLayer.b = outputLayer.b.subtract(outputLayer.db.multiply(rate));
    done += 1;
    if (report) report(done, predict);
  }
  return { W1: hiddenLayer.W, b1: hiddenLayer.b, W2: outputLayer.W, b2: outputLayer.b };
}
