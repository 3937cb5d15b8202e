import type { Engine, Input, Storage, Strided } from '../engine';
import { sizeOf } from '../layout';
import { CallBook } from './callBook';
import type { CallKind, StepFeatures } from '../../protocol/pricing';
import { binaryKind, unaryKind } from './kindOf';
import { walkOfFold, walkOver } from './walk';

export interface Recorder {
  /** In the place of the recorded engine while a step is recorded: storages are the same, so it comes and goes between two calls. */
  readonly engine: Engine;
  /** Of one step, where so many have been recorded. */
  features(steps?: number): StepFeatures;
}

/** Writes down what is asked of `engine`, which computes as ever. */
export function recorder(engine: Engine): Recorder {
  const book = new CallBook();
  const walk = (kind: CallKind, shape: readonly number[], inputs: readonly Input[], out: Storage | Strided) =>
    book.call(kind, walkOver(shape, inputs, out), inputs, out);
  const fold = (kind: CallKind, x: Strided, out: Storage) => book.call(kind, walkOfFold(x, out.length), [x], out);
  const run = (kind: CallKind, size: number, rows: number, inputs: readonly Input[], out: Storage | Strided) =>
    book.call(kind, { form: 'whole', size, rows }, inputs, out);

  const recording: Engine = {
    alloc: (dtype, length) => {
      const out = engine.alloc(dtype, length);
      run('zeros', length, 1, [], out);
      return out;
    },
    fresh: (dtype, length) => engine.fresh(dtype, length),
    upload: (dtype, elements) => {
      const out = engine.upload(dtype, elements);
      run('upload', elements.length, 1, [], out);
      return out;
    },
    read: (x) => {
      walk('read', x.shape, [x], x);
      return engine.read(x);
    },
    readOne: (storage, index) => {
      run('read', 1, 1, [], { storage, offset: index, shape: [], strides: [], dtype: storage.dtype });
      return engine.readOne(storage, index);
    },
    release: (storage) => engine.release(storage),
    flush: () => engine.flush(),
    stats: () => engine.stats(),
    capabilities: () => engine.capabilities(),

    fill: (value, out) => {
      walk('fill', out.shape, [], out);
      engine.fill(value, out);
    },
    iota: (out, start, step) => {
      run('fill', out.length, 1, [], out);
      engine.iota(out, start, step);
    },
    copy: (x, out) => {
      walk('copy', out.shape, [x], out);
      engine.copy(x, out);
    },
    gather: (x, rank, positions, out) => {
      run('gather', out.length, positions.length, [], out);
      engine.gather(x, rank, positions, out);
    },
    scatter: (mode, out, rank, positions, values) => {
      const size = positions.length * sizeOf(out.shape.slice(rank));
      run('scatter', size, positions.length, [values], out);
      engine.scatter(mode, out, rank, positions, values);
    },
    // Only where the engine has it: np asks for it before it looks at the index, which a device would have to be waited for.
    ...(engine.putAlong && {
      putAlong: (out: Strided, axis: number, index: Strided, values: Input) => {
        const size = sizeOf(index.shape);
        const done = engine.putAlong!(out, axis, index, values);
        if (done) run('scatter', size, size, [index, values], out);
        return done;
      },
    }),
    takeAlong: (x, axis, index, out) => {
      run('takeAlong', out.length, 1, [x, index], out);
      engine.takeAlong(x, axis, index, out);
    },
    compress: (x, mask, out) => {
      run('compress', sizeOf(x.shape), 1, [x, mask], out);
      engine.compress(x, mask, out);
    },
    where: (condition, x, y, out) => {
      walk('where', condition.shape, [condition, x, y], out);
      engine.where(condition, x, y, out);
    },
    unary: (op, x, out) => {
      walk(unaryKind(op), x.shape, [x], out);
      engine.unary(op, x, out);
    },
    binary: (op, x, y, shape, out) => {
      walk(binaryKind(op), shape, [x, y], out);
      engine.binary(op, x, y, shape, out);
    },
    clip: (x, low, high, out) => {
      walk('clip', x.shape, [x, low, high], out);
      engine.clip(x, low, high, out);
    },
    reduce: (op, x, rank, out) => {
      fold('reduce', x, out);
      engine.reduce(op, x, rank, out);
    },
    argReduce: (op, x, rank, out) => {
      fold('argReduce', x, out);
      engine.argReduce(op, x, rank, out);
    },
    scan: (op, x, out) => {
      walk('scan', x.shape, [x], out);
      engine.scan(op, x, out);
    },
    sort: (x, what, out) => {
      walk('sort', x.shape, [x], out);
      engine.sort(x, what, out);
    },
    moments: (x, rank, mean, deviation) => {
      fold('moments', x, mean);
      engine.moments(x, rank, mean, deviation);
    },
    matmul: (x, y, out) => {
      book.product(x, y, out);
      engine.matmul(x, y, out);
    },
    im2col: (x, window, out) => {
      run('im2col', out.length, 1, [x], out);
      engine.im2col(x, window, out);
    },
    col2im: (columns, shape, window, out) => {
      run('col2im', sizeOf(columns.shape), 1, [columns], out);
      engine.col2im(columns, shape, window, out);
    },
    pool: (op, x, window, out, positions) => {
      run('pool', sizeOf(x.shape), 1, [x], out);
      engine.pool(op, x, window, out, positions);
    },
  };
  return { engine: recording, features: (steps = 1) => book.features(steps) };
}
