import type { Command, Device, Layout, Operand, Target } from '../../runtime/engines/device/device';
import type { Engine, Storage, Strided } from '../../runtime/engines/engine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { inOrder } from '../../runtime/engines/javascript/hostStorage';

/** A device that is no device: plain JavaScript carries the commands out, and everything that happens can be looked at. */
export class HostDevice implements Device {
  readonly description = 'a device of the tests';
  readonly dtypes = ['float32', 'int32', 'bool'] as const;
  readonly submitted: Command['do'][] = [];
  readonly on: Engine = createJavaScriptEngine();
  readonly storages = new Map<number, Storage>();

  submit(command: Command): void {
    this.submitted.push(command.do);
    this.#carryOut(command);
  }

  read(x: Layout) {
    return this.on.read(this.#strided(x)).slice();
  }

  flush(): void {}

  #strided({ id, offset, shape, strides, dtype }: Layout): Strided {
    return { storage: this.#storage({ id, dtype, length: 0 }), offset, shape, strides, dtype };
  }

  #input(x: Operand) {
    return typeof x === 'number' ? x : this.#strided(x);
  }

  #storage({ id, dtype, length }: Target): Storage {
    const known = this.storages.get(id);
    if (known !== undefined) return known;
    if (length === 0) throw new Error(`no storage ${id}`);
    return this.#made({ id, dtype, length });
  }

  #made({ id, dtype, length }: Target): Storage {
    const made = this.on.alloc(dtype, length);
    this.storages.set(id, made);
    return made;
  }

  /** A view that is written: it may be how its storage comes to be. */
  #written(out: Layout): Strided {
    const length = out.shape.reduce((total, own) => total * own, 1);
    return { ...out, storage: this.#storage({ id: out.id, dtype: out.dtype, length }) };
  }

  #carryOut(command: Command): void {
    const { on } = this;
    const at = (x: Layout) => this.#strided(x);
    const out = (target: Target) => this.#made(target);
    switch (command.do) {
      case 'upload':
        return void this.storages.set(command.out.id, on.upload(command.out.dtype, command.elements.slice()));
      case 'zeros':
        return void out(command.out);
      case 'fill':
        return on.fill(command.value, this.#written(command.out));
      case 'iota':
        return on.iota(out(command.out), command.start, command.step);
      case 'copy':
        return on.copy(at(command.x), this.#written(command.out));
      case 'gather':
        return on.gather(at(command.x), command.rank, at(command.positions).storage, out(command.out));
      case 'scatter': {
        const { mode, rank, positions, values } = command;
        return on.scatter(mode, at(command.out), rank, at(positions).storage, this.#input(values));
      }
      case 'takeAlong':
        return on.takeAlong(at(command.x), command.axis, at(command.index), out(command.out));
      case 'where':
        return on.where(at(command.condition), this.#input(command.x), this.#input(command.y), out(command.out));
      case 'unary':
        return on.unary(command.op, at(command.x), out(command.out));
      case 'binary': {
        const { op, x, y, shape } = command;
        return on.binary(op, this.#input(x), this.#input(y), shape, out(command.out));
      }
      case 'clip':
        return on.clip(at(command.x), this.#input(command.low), this.#input(command.high), out(command.out));
      case 'reduce':
        return on.reduce(command.op, at(command.x), command.rank, out(command.out));
      case 'argReduce':
        return on.argReduce(command.op, at(command.x), command.rank, out(command.out));
      case 'scan':
        return on.scan(command.op, at(command.x), out(command.out));
      case 'sort':
        return on.sort(at(command.x), command.what, out(command.out));
      case 'moments':
        return on.moments(at(command.x), command.rank, out(command.mean), out(command.deviation));
      case 'matmul':
        return on.matmul(at(command.x), at(command.y), out(command.out));
      case 'im2col':
        return on.im2col(at(command.x), command.window, out(command.out));
      case 'col2im':
        return on.col2im(at(command.columns), command.shape, command.window, out(command.out));
      case 'pool': {
        const { op, x, window, positions } = command;
        return on.pool(op, at(x), window, out(command.out), positions && out(positions));
      }
      case 'release':
        for (const id of command.ids) this.storages.delete(id);
        return;
      case 'careful':
        return;
      default:
        return command satisfies never;
    }
  }
}

/** All of a storage, in one row. */
export const row = (storage: Storage): Strided => inOrder(storage, [storage.length]);
