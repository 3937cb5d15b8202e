import type { Command, Layout, Target } from '../device';
import { Bench, type Tensor, type Tf, tensorType } from './bench';
import { binary, cast, clip, unary, where } from './elementwise';
import { gather, scatter, takeAlong } from './lookup';
import { matmul } from './matmul';
import { argReduce, moments, reduce, scan, sort } from './reductions';
import { fewer, mostAxes, row, spread, view } from './views';
import { col2im, im2col, pool } from './windows';
import { write } from './writes';

/** Commands, carried out in operations of tf.js on whatever backend it runs on. */
export class Lowering {
  readonly #bench: Bench;

  constructor(tf: Tf) {
    this.#bench = new Bench(tf);
  }

  /** Of all storages together. */
  get bytes(): number {
    return this.#bench.bytes;
  }

  run(command: Command): void {
    // Whatever is not stored is gone afterwards.
    try {
      this.#bench.tf.tidy(() => this.#carryOut(command));
    } finally {
      this.#bench.prune();
    }
  }

  /** The elements in C order. The caller disposes of the tensor. */
  tensorOf(layout: Layout): Tensor {
    const { tf } = this.#bench;
    try {
      return tf.tidy(() => tf.clone(spread(this.#bench, layout)));
    } finally {
      this.#bench.prune();
    }
  }

  /** A storage as it is kept, in whatever shape. It stays the lowering's own. */
  storageOf(id: number): Tensor {
    return this.#bench.stored(id);
  }

  #carryOut(command: Command): void {
    const bench = this.#bench;
    const { tf } = bench;
    const give = (out: Target, tensor: Tensor) => bench.store(out.id, tensor);
    switch (command.do) {
      case 'upload': {
        const { elements, out } = command;
        if (elements instanceof Float64Array) throw new Error('float64 stays on the host');
        return give(out, tf.tensor1d(elements, tensorType(out.dtype)));
      }
      case 'zeros':
        return give(command.out, tf.broadcastTo(bench.number(0, tensorType(command.out.dtype)), [command.out.length]));
      case 'fill': {
        const { value } = command;
        const [out] = fewer([command.out]);
        const dtype = tensorType(out.dtype);
        return write(bench, out, bench.number(dtype === 'bool' ? Number(value !== 0) : value, dtype));
      }
      case 'iota':
        return give(command.out, iota(bench, command));
      case 'copy': {
        const [x, out] = fewer([command.x, command.out]);
        const values = x.shape.length > mostAxes ? row(bench, x) : view(bench, x);
        return write(bench, out, cast(bench, values, tensorType(out.dtype)));
      }
      case 'gather':
        return give(command.out, gather(bench, command));
      case 'scatter':
        return scatter(bench, command);
      case 'takeAlong':
        return give(command.out, takeAlong(bench, command));
      case 'where':
        return give(command.out, where(bench, command));
      case 'unary':
        return give(command.out, unary(bench, command));
      case 'binary':
        return give(command.out, binary(bench, command));
      case 'clip':
        return give(command.out, clip(bench, command));
      case 'reduce':
        return give(command.out, reduce(bench, command));
      case 'argReduce':
        return give(command.out, argReduce(bench, command));
      case 'scan':
        return give(command.out, scan(bench, command));
      case 'sort':
        return give(command.out, sort(bench, command));
      case 'moments': {
        const [mean, deviation] = moments(bench, command);
        give(command.mean, mean);
        return give(command.deviation, deviation);
      }
      case 'matmul':
        return give(command.out, matmul(bench, command));
      case 'im2col':
        return give(command.out, im2col(bench, command));
      case 'col2im':
        return give(command.out, col2im(bench, command));
      case 'pool': {
        const { pooled, positions } = pool(bench, command);
        give(command.out, pooled);
        if (command.positions !== undefined && positions !== undefined) give(command.positions, positions);
        return;
      }
      case 'release':
        for (const id of command.ids) bench.release(id);
        return;
      case 'careful':
        return void bench.careful.add(command.operation);
      default:
        return command satisfies never;
    }
  }
}

/** Whole numbers, which float32 holds or int32 does: nothing is rounded. */
function iota(bench: Bench, { start, step, out }: Extract<Command, { do: 'iota' }>): Tensor {
  const { tf } = bench;
  const counted = tf.range(0, out.length, 1, 'int32');
  const scaled = step === 1 ? counted : tf.mul(counted, bench.number(step, 'int32'));
  return cast(bench, start === 0 ? scaled : tf.add(scaled, bench.number(start, 'int32')), tensorType(out.dtype));
}
