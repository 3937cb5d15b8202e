import type { DType } from '../../protocol/value';
import type { BinaryOp, Engine, Storage, Strided, UnaryOp } from '../engine';
import { inOrder, newElements } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import type { CallKind } from '../../protocol/pricing';

/** One call to be timed, and the size that it really has. */
export interface Call {
  size: number;
  run: () => void;
}

/** Makes the calls that stand for their kinds, in float32 as in training; arrays of one size are shared. */
export class Probes {
  readonly #engine: Engine;
  readonly #arrays = new Map<string, Storage>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** In one run through memory, of about `size` elements. */
  whole(kind: CallKind, size: number): Call {
    const e = this.#engine;
    const row = [size];
    const of = (run: () => void, real = size): Call => ({ size: real, run });
    switch (kind) {
      case 'arithmetic':
        return of(this.#binary('multiply', this.array(row), this.array(row, 1), row));
      case 'compare':
        return of(this.#binary('greater', this.array(row), this.array(row, 1), row, 'bool'));
      case 'power':
        return of(this.#binary('power', this.array(row), this.array(row, 1), row));
      case 'exp':
      case 'log':
      case 'tanh':
        return of(this.#unary(kind, this.array(row)));
      case 'function':
        return of(this.#unary('sin', this.array(row)));
      case 'where': {
        const [condition, x] = [this.mask(row), this.array(row)];
        return of(() => e.where(condition, x, 0, e.fresh('float32', size)));
      }
      case 'clip': {
        const x = this.array(row);
        return of(() => e.clip(x, 0, 1, e.fresh('float32', size)));
      }
      case 'fill': {
        return of(() => e.fill(1, inOrder(e.fresh('float32', size), row)));
      }
      case 'zeros':
        return of(() => e.alloc('float32', size));
      case 'copy': {
        const x = this.array(row);
        return of(() => e.copy(x, inOrder(e.fresh('float32', size), row)));
      }
      case 'reduce':
        return of(this.#sum(this.array(row), 1));
      case 'argReduce': {
        const x = this.array(row);
        return of(() => e.argReduce('argmax', x, 1, e.fresh('int32', 1)));
      }
      case 'moments': {
        const x = this.array(row);
        return of(() => e.moments(x, 1, e.fresh('float32', 1), e.fresh('float32', 1)));
      }
      case 'scan': {
        const x = this.array(row);
        return of(() => e.scan('cumsum', x, e.fresh('float32', size)));
      }
      case 'sort': {
        const x = this.array(row);
        return of(() => e.sort(x, 'values', e.fresh('float32', size)));
      }
      case 'gather':
      case 'scatter': {
        const x = this.array(row);
        const positions = this.positions(row, size).storage;
        if (kind === 'gather') return of(() => e.gather(x, 1, positions, e.fresh('float32', size)));
        const to = this.array(row, 2);
        return of(() => e.scatter('set', to, 1, positions, x));
      }
      case 'takeAlong': {
        const [x, index] = [this.array(row), this.positions(row, size)];
        return of(() => e.takeAlong(x, 0, index, e.fresh('float32', size)));
      }
      case 'compress': {
        const [x, mask] = [this.array(row), this.mask(row)];
        const kept = Math.ceil(size / 2);
        return of(() => e.compress(x, mask, e.fresh('float32', kept)));
      }
      case 'im2col':
      case 'col2im': {
        const window = { height: 5, width: 5, stride: 1, pad: 0 };
        const images = imagesFor(size / 25, 24);
        const shape = [images.count, 1, images.side + 4, images.side + 4];
        const real = images.count * images.side ** 2 * 25;
        if (kind === 'im2col') {
          const x = this.array(shape);
          return of(() => e.im2col(x, window, e.fresh('float32', real)), real);
        }
        const columns = this.array([real / 25, 25]);
        return of(() => e.col2im(columns, shape, window, e.fresh('float32', sizeOf(shape))), real);
      }
      case 'pool': {
        const { count, side } = imagesFor(size / 4, 12);
        const real = count * side ** 2 * 4;
        const x = this.array([count, 1, 2 * side, 2 * side]);
        const window = { height: 2, width: 2, stride: 2, pad: 0 };
        return of(() => e.pool('max', x, window, e.fresh('float32', real / 4), e.fresh('int32', real / 4)), real);
      }
      case 'upload': {
        const elements = newElements('float32', size);
        return of(() => e.upload('float32', elements));
      }
      case 'read': {
        const x = this.array(row);
        return of(() => e.read(x));
      }
      default:
        return kind satisfies never;
    }
  }

  /** Rows of `length` elements, each added to the same one. */
  rows(count: number, length: number): () => void {
    const y = { ...this.array([length], 1), shape: [count, length], strides: [0, 1] };
    return this.#binary('add', this.array([count, length]), y, [count, length]);
  }

  /** Each element written so many times. */
  repeated(count: number, length: number): () => void {
    const e = this.#engine;
    const x = { ...this.array([count]), shape: [count, length], strides: [1, 0] };
    return () => e.copy(x, inOrder(e.fresh('float32', count * length), [count, length]));
  }

  /** A matrix of this side, read column by column. */
  across(side: number): () => void {
    return this.#binary('multiply', turned(this.array([side, side])), this.array([side, side], 1), [side, side]);
  }

  foldedRows(count: number, length: number): () => void {
    return this.#sum(this.array([count, length]), 1);
  }

  /** Squares of four elements, `side` by `side` of them, as in pooling by the mean. */
  foldedBlocks(side: number): () => void {
    const image = this.array([2 * side, 2 * side]);
    return this.#sum({ ...image, shape: [side, side, 2, 2], strides: [4 * side, 2, 2 * side, 1] }, 2);
  }

  foldedAcross(side: number): () => void {
    return this.#sum(turned(this.array([side, side])), 1);
  }

  product(m: number, k: number, n: number): () => void {
    const e = this.#engine;
    const [x, y] = [this.array([m, k]), this.array([k, n], 1)];
    return () => e.matmul(x, y, e.fresh('float32', m * n));
  }

  /** Sums of arrays that have `bytes` together, each taken in its turn. */
  inTurn(size: number, bytes: number): () => void {
    const count = Math.max(1, Math.round(bytes / (8 * size)));
    const sums = Array.from({ length: count }, (_, i) =>
      this.#binary('add', this.array([size], 2 * i), this.array([size], 2 * i + 1), [size]),
    );
    let next = 0;
    return () => {
      sums[next]!();
      next = (next + 1) % count;
    };
  }

  #binary(op: BinaryOp, x: Strided, y: Strided, shape: number[], dtype: DType = 'float32'): () => void {
    const e = this.#engine;
    const size = sizeOf(shape);
    return () => e.binary(op, x, y, shape, e.fresh(dtype, size));
  }

  #unary(op: UnaryOp, x: Strided): () => void {
    const e = this.#engine;
    const { length } = x.storage;
    return () => e.unary(op, x, e.fresh('float32', length));
  }

  #sum(x: Strided, rank: number): () => void {
    const e = this.#engine;
    const results = sizeOf(x.shape.slice(0, x.shape.length - rank));
    return () => e.reduce('sum', x, rank, e.fresh('float32', results));
  }

  /** `which` tells arrays of one size apart. */
  array(shape: number[], which = 0): Strided {
    return this.#shared('float32', shape, `${which}`, (i) => ((i * 37) % 101) / 101);
  }

  mask(shape: number[]): Strided {
    return this.#shared('bool', shape, 'mask', (i) => i & 1);
  }

  positions(shape: number[], below: number): Strided {
    return this.#shared('int32', shape, `below ${below}`, (i) => (i * 7) % below);
  }

  #shared(dtype: DType, shape: number[], which: string, at: (i: number) => number): Strided {
    const size = sizeOf(shape);
    const key = `${dtype} ${size} ${which}`;
    let storage = this.#arrays.get(key);
    if (!storage) {
      const elements = newElements(dtype, size);
      for (let i = 0; i < Math.min(size, pattern); i++) elements[i] = at(i);
      for (let done = pattern; done < size; done *= 2) elements.copyWithin(done, 0, done);
      this.#arrays.set(key, (storage = this.#engine.upload(dtype, elements)));
    }
    return inOrder(storage, shape);
  }
}

/** Elements after which an array begins anew. */
const pattern = 1024;

/** Square images with about so many places, of the usual side where there are enough. */
function imagesFor(places: number, usual: number): { count: number; side: number } {
  const side = Math.max(1, Math.min(usual, Math.round(Math.sqrt(places))));
  return { count: Math.max(1, Math.round(places / side ** 2)), side };
}

function turned(x: Strided): Strided {
  return { ...x, shape: x.shape.toReversed(), strides: x.strides.toReversed() };
}
