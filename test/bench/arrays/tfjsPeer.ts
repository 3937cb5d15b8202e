import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Operation } from './cases';
import { serve } from './peer';

// TensorFlow.js on its own WebAssembly backend. What it lacks there (gradients of convolutions) is left out.

setWasmPaths(`${path.join(process.env['DOJO_ROOT']!, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`);
await tf.setBackend('wasm');

/** Computes, waits for the result, and gives the memory back: what a learner's step would do. */
const freed = (f: () => tf.Tensor) => () => {
  const y = f();
  y.dispose();
};

function prepare(run: Operation): { call: () => unknown } | undefined {
  if ('dtype' in run && run.dtype === 'float64') return undefined;
  switch (run.op) {
    case 'matmul': {
      const x = tf.randomNormal<tf.Rank.R2>(run.xT ? [run.k, run.m] : [run.m, run.k]);
      const y = tf.randomNormal<tf.Rank.R2>(run.yT ? [run.n, run.k] : [run.k, run.n]);
      return { call: freed(() => tf.matMul(x, y, run.xT, run.yT)) };
    }
    case 'elementwise': {
      const x = tf.randomNormal<tf.Rank.R1>([run.size]),
        y = tf.randomNormal<tf.Rank.R1>([run.size]);
      const table = tf.reshape(x, [Math.max(1, run.size / 100), Math.min(run.size, 100)]);
      const operations = {
        add: () => tf.add(x, y),
        relu: () => tf.maximum(x, 0),
        exp: () => tf.exp(x),
        sum: () => tf.sum(x),
        sumRows: () => tf.sum(table, 1),
        sumColumns: () => tf.sum(table, 0),
      };
      return { call: freed(operations[run.name]) };
    }
    case 'tiny': {
      const x = tf.ones([2, 2]),
        y = tf.ones([2, 2]);
      return { call: freed(() => tf.add(x, y)) };
    }
    case 'net':
      return run.net === 'mlp' ? { call: mlp(run.batch, run.width) } : undefined;
    case 'output':
    case 'peak':
      return undefined;
    default:
      return run satisfies never;
  }
}

function mlp(batch: number, width: number): () => void {
  const x = tf.randomUniform<tf.Rank.R2>([batch, 784]);
  const t = tf.cast(tf.oneHot(tf.randomUniform<tf.Rank.R1>([batch], 0, 10, 'int32'), 10), 'float32');
  const W1 = tf.variable(tf.randomNormal<tf.Rank.R2>([784, width], 0, 0.05)),
    b1 = tf.variable(tf.zeros<tf.Rank.R1>([width]));
  const W2 = tf.variable(tf.randomNormal<tf.Rank.R2>([width, 10], 0, 0.05)),
    b2 = tf.variable(tf.zeros<tf.Rank.R1>([10]));
  const rate = 0.01;
  return () =>
    tf.tidy(() => {
      const z = tf.add(tf.matMul(x, W1), b1),
        a = tf.relu(z);
      const p = tf.softmax(tf.add(tf.matMul(a, W2), b2) as tf.Tensor2D);
      const ds = tf.div(tf.sub(p, t), batch) as tf.Tensor2D;
      const dz = tf.mul(tf.matMul(ds, W2, false, true), tf.cast(tf.greater(z, 0), 'float32')) as tf.Tensor2D;
      const dx = tf.matMul(dz, W1, false, true);
      W1.assign(tf.sub(W1, tf.mul(tf.matMul(x, dz, true), rate)));
      b1.assign(tf.sub(b1, tf.mul(tf.sum(dz, 0), rate)));
      W2.assign(tf.sub(W2, tf.mul(tf.matMul(a as tf.Tensor2D, ds, true), rate)));
      b2.assign(tf.sub(b2, tf.mul(tf.sum(ds, 0), rate)));
      dx.dataSync();
    });
}

await serve(`TensorFlow.js ${tf.version_core}`, prepare);
