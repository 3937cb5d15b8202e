import { expect, it } from 'vitest';
import type { Engine } from '../../runtime/engines/engine';
import { elementsOf } from '../../runtime/engines/javascript/hostStorage';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { selfTest } from '../../runtime/engines/self-test/selfTest';

const right = createJavaScriptEngine();

/** Engines with one thing wrong, as machines and drivers have been seen to be. */
const wrong: Record<string, Partial<Engine>> = {
  'matmul of a transposed matrix': {
    matmul: (x, y, out) => right.matmul({ ...x, strides: [x.shape[1]!, 1] }, y, out),
  },
  max: {
    reduce: (op, x, rank, out) => {
      right.reduce(op, x, rank, out);
      const results = elementsOf(out);
      if (op === 'max') results.forEach((value, i) => (results[i] = Number.isNaN(value) ? 8 : value));
    },
  },
  argmax: {
    argReduce: (op, x, rank, out) => {
      right.argReduce(op, x, rank, out);
      const results = elementsOf(out);
      if (op === 'argmax') results[3] = x.shape[1]! - 1;
    },
  },
  notEqual: {
    binary: (op, x, y, shape, out) => right.binary(op === 'notEqual' ? 'greater' : op, x, y, shape, out),
  },
  'int32 above 2^24': {
    binary: (op, x, y, shape, out) => {
      const narrow = (input: typeof x) => {
        if (typeof input === 'number' || input.dtype !== 'int32') return input;
        return { ...input, storage: right.upload('float32', Float32Array.from(elementsOf(input.storage))) };
      };
      right.binary(op, narrow(x), narrow(y), shape, out);
    },
  },
  'reading back': { copy: (x, out) => right.copy({ ...x, strides: out.strides }, out) },
};

it('finds nothing wrong with what is right', () => {
  expect(selfTest(right)).toBeUndefined();
});

it.each(Object.entries(wrong))('names what is wrong: %s', (name, part) => {
  expect(selfTest({ ...right, ...part })).toBe(name);
});
