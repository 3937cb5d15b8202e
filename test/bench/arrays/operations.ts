import * as np from 'np';
import type { Operation } from './cases';
import { trainingStep } from './nets';

/** A program in calls of np: the same text for ours and for numpy-ts. */
export function program(run: Operation): (() => unknown) | undefined {
  switch (run.op) {
    case 'matmul': {
      const { dtype, m, k, n } = run;
      const x = run.xT ? random([k, m], dtype).T : random([m, k], dtype);
      const y = run.yT ? random([n, k], dtype).T : random([k, n], dtype);
      return () => np.matmul(x, y);
    }
    case 'elementwise':
      return elementwise(run);
    case 'tiny': {
      const x = random([2, 2], 'float64'),
        y = random([2, 2], 'float64');
      return () => np.add(x, y);
    }
    case 'net':
      return trainingStep(run.net, run.batch, run.width);
    case 'output':
      return elementwise({ ...run, op: 'elementwise' });
    case 'peak':
      return undefined;
    default:
      return run satisfies never;
  }
}

function elementwise({ name, dtype, size }: Extract<Operation, { op: 'elementwise' }>): () => unknown {
  const x = random([size], dtype),
    y = random([size], dtype);
  const table = np.reshape(x, [Math.max(1, size / 100), Math.min(size, 100)]);
  switch (name) {
    case 'add':
      return () => np.add(x, y);
    case 'relu':
      return () => np.maximum(x, 0);
    case 'exp':
      return () => np.exp(x);
    case 'sum':
      return () => np.sum(x);
    case 'sumRows':
      return () => np.sum(table, 1);
    case 'sumColumns':
      return () => np.sum(table, 0);
    default:
      return name satisfies never;
  }
}

function random(shape: number[], dtype: 'float32' | 'float64'): np.NDArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return np.reshape(np.random.randn(size).astype(dtype), shape);
}
