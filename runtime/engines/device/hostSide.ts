import type { Engine, Input, Storage, Strided } from '../engine';
import { HostStorage, inOrder, newElements } from '../javascript/hostStorage';
import type { DeviceStorage } from './deviceStorage';
import type { Storages } from './storages';

/** How one primitive is computed on the host: device operands come as copies, and results go back where they belong. */
export class HostSide {
  readonly host: Engine;
  readonly #storages: Storages;
  /** What was computed and is still to be handed over. */
  #results: { storage: DeviceStorage; elements: HostStorage }[] = [];

  constructor(host: Engine, storages: Storages) {
    this.host = host;
    this.#storages = storages;
  }

  run(compute: (side: HostSide) => void): void {
    this.#results = [];
    compute(this);
    for (const { storage, elements } of this.#results) this.#storages.replace(storage, elements.elements);
  }

  input(x: Strided): Strided;
  input(x: Input): Input;
  input(x: Input): Input {
    if (typeof x === 'number' || !this.#storages.holds(x.storage)) return x;
    const read = this.#storages.read(x);
    if (read !== undefined) return inOrder(new HostStorage(x.dtype, read), x.shape);
    return { ...onHost(x), storage: new HostStorage(x.dtype, this.#storages.hostElements(x.storage)) };
  }

  /** All elements of a storage. */
  whole(storage: Storage): Storage {
    return this.input(inOrder(storage, [storage.length])).storage;
  }

  /** To be written whole. */
  out(storage: Storage): Storage {
    if (!this.#storages.holds(storage)) return storage;
    const elements = new HostStorage(storage.dtype, newElements(storage.dtype, storage.length));
    this.#results.push({ storage, elements });
    return elements;
  }

  /** To be written in part: what is there already comes over as well. */
  place(out: Strided): Strided {
    const { storage } = out;
    if (!this.#storages.holds(storage)) return out;
    // A copy: what was read earlier, or is still on the device, stays as it was if the primitive throws.
    const elements = new HostStorage(out.dtype, this.#storages.hostElements(storage).slice());
    this.#results.push({ storage, elements });
    return { ...onHost(out), storage: elements };
  }
}

const onHost = ({ storage, offset, shape, strides, dtype }: Strided): Strided => ({
  storage,
  offset,
  shape,
  strides,
  dtype,
});
