import * as np from 'np';
import { maxPool } from 'kit';
import { Affine } from '../../../lessons/05-backprop/affine-layer/solution';
import { Relu } from '../../../lessons/05-backprop/relu-layer/solution';
import { SoftmaxWithLoss } from '../../../lessons/05-backprop/softmax-with-loss/solution';
import { Convolution } from '../../../lessons/07-cnn/conv-layer/solution';
import type { Net } from './cases';

// Nets as a learner of the course writes them: its own solutions where it has them, the rest in the same manner.

interface Layer {
  forward(x: np.NDArray): np.NDArray;
  backward(dout: np.NDArray): np.NDArray;
}

class Sigmoid implements Layer {
  private y = np.array([]);

  forward(x: np.NDArray): np.NDArray {
    this.y = np.divide(1, np.add(1, np.exp(np.negative(x))));
    return this.y;
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.multiply(dout, np.multiply(this.y, np.subtract(1, this.y)));
  }
}

class MaxPool implements Layer {
  private positions = np.array([]);
  private shape: number[] = [];

  forward(x: np.NDArray): np.NDArray {
    const { values, positions } = maxPool(x, 2, 2);
    this.shape = x.shape;
    this.positions = positions;
    return values;
  }

  backward(dout: np.NDArray): np.NDArray {
    const [N, C, H, W] = this.shape;
    const dx = np.zeros([N * C, H * W], dout.dtype);
    np.put_along_axis(dx, np.reshape(this.positions, [N * C, -1]), np.reshape(dout, [N * C, -1]), 1);
    return np.reshape(dx, this.shape);
  }
}

class AveragePool implements Layer {
  forward(x: np.NDArray): np.NDArray {
    const [N, C, H, W] = x.shape;
    return np.mean(np.reshape(x, [N, C, H / 2, 2, W / 2, 2]), [3, 5]);
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.divide(np.repeat(np.repeat(dout, 2, 2), 2, 3), 4);
  }
}

class Flatten implements Layer {
  private shape: number[] = [];

  forward(x: np.NDArray): np.NDArray {
    this.shape = x.shape;
    return np.reshape(x, [x.shape[0], -1]);
  }

  backward(dout: np.NDArray): np.NDArray {
    return np.reshape(dout, this.shape);
  }
}

/** Batch normalization (Ioffe and Szegedy, 2015) over the rows of (N, D). */
class BatchNorm implements Layer {
  gamma: np.NDArray;
  beta: np.NDArray;
  dgamma = np.array([]);
  dbeta = np.array([]);
  private normalized = np.array([]);
  private deviation = np.array([]);

  constructor(width: number) {
    this.gamma = np.ones([width]);
    this.beta = np.zeros([width]);
  }

  forward(x: np.NDArray): np.NDArray {
    const centred = np.subtract(x, np.mean(x, 0));
    this.deviation = np.sqrt(np.add(np.mean(np.square(centred), 0), 1e-7));
    this.normalized = np.divide(centred, this.deviation);
    return np.add(np.multiply(this.gamma, this.normalized), this.beta);
  }

  backward(dout: np.NDArray): np.NDArray {
    this.dbeta = np.sum(dout, 0);
    this.dgamma = np.sum(np.multiply(dout, this.normalized), 0);
    const d = np.multiply(dout, this.gamma);
    const along = np.multiply(this.normalized, np.mean(np.multiply(d, this.normalized), 0));
    return np.divide(np.subtract(np.subtract(d, np.mean(d, 0)), along), this.deviation);
  }
}

const scaled = (shape: number[], inputs: number): np.NDArray =>
  np.reshape(np.multiply(np.random.randn(shape.reduce((a, b) => a * b, 1)), Math.sqrt(2 / inputs)), shape);
const affine = (inputs: number, outputs: number) => new Affine(scaled([inputs, outputs], inputs), np.zeros([outputs]));
const convolution = (filters: number, channels: number, size: number, pad = 0) =>
  new Convolution(scaled([filters, channels, size, size], channels * size * size), np.zeros([filters]), 1, pad);

function layersOf(net: Net, width: number): Layer[] {
  switch (net) {
    case 'mlp':
      return [affine(784, width), new Relu(), affine(width, 10)];
    case 'cnn':
      return [
        convolution(30, 1, 5),
        new Relu(),
        new MaxPool(),
        new Flatten(),
        affine(4320, width),
        new Relu(),
        affine(width, 10),
      ];
    case 'lenet':
      return [
        convolution(6, 1, 5, 2),
        new Sigmoid(),
        new AveragePool(),
        convolution(16, 6, 5),
        new Sigmoid(),
        new AveragePool(),
        new Flatten(),
        affine(400, 120),
        new Sigmoid(),
        affine(120, 84),
        new Sigmoid(),
        affine(84, 10),
      ];
    case 'batchNorm':
      return [
        affine(784, width),
        new BatchNorm(width),
        new Relu(),
        affine(width, width),
        new BatchNorm(width),
        new Relu(),
        affine(width, 10),
      ];
    default:
      return net satisfies never;
  }
}

/** One step of training: forward, loss, backward to the input, and gradient descent. */
export function trainingStep(net: Net, batch: number, width: number): () => void {
  np.random.seed(1);
  const layers = layersOf(net, width);
  const loss = new SoftmaxWithLoss();
  const flat = net === 'mlp' || net === 'batchNorm';
  const pixels = np.random.rand(batch, 784);
  const x = flat ? pixels : np.reshape(pixels, [batch, 1, 28, 28]);
  const t = np.random.randint(0, 10, [batch]);
  const rate = 0.01;
  return () => {
    let y = x;
    for (const layer of layers) y = layer.forward(y);
    loss.forward(y, t);
    let dout = loss.backward();
    for (const layer of layers.toReversed()) dout = layer.backward(dout);
    for (const layer of layers) {
      if (layer instanceof Affine || layer instanceof Convolution) {
        layer.W = np.subtract(layer.W, np.multiply(layer.dW, rate));
        layer.b = np.subtract(layer.b, np.multiply(layer.db, rate));
      } else if (layer instanceof BatchNorm) {
        layer.gamma = np.subtract(layer.gamma, np.multiply(layer.dgamma, rate));
        layer.beta = np.subtract(layer.beta, np.multiply(layer.dbeta, rate));
      }
    }
  };
}
