import { type DType, itemBytes } from '../../protocol/value';
import type { Elements, Input, Storage, Strided } from '../engine';
import { HostStorage, inOrder, newElements } from '../javascript/hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { type Bounds, boundsOfElements, exactly, int32, truth, union } from './bounds';
import { type Command, type Device, DeviceLost, type Layout, type Operand, type Target } from './device';
import { DeviceStorage } from './deviceStorage';
import { type Budget, Reachability } from './reachability';

/** Arrays so small are written on the host until they are computed with: a command would cost more. */
const small = 256;
/** Up to here, what was read once is kept: it is often read again, element by element. */
const keptWhenRead = 16_384;
/** Whole numbers are mostly labels and positions, which the host looks at as well. */
const keptWhenUploaded = 1 << 20;

export interface StoragesOptions {
  device: Device;
  budget: Budget;
  collect: () => void;
}

/** Several engines may work on one device. */
let last = 0;

/** Which storages there are, and where the elements of each lie. */
export class Storages {
  readonly device: Device;
  readonly reachability: Reachability;
  reads = 0;
  commands = 0;
  allocatedBytes = 0;
  /** What a command being put together names already: only its number is left to it, and it may not be taken for unreachable. */
  #named: DeviceStorage[] = [];

  constructor({ device, budget, collect }: StoragesOptions) {
    this.device = device;
    this.reachability = new Reachability(budget, collect, (ids) => this.submit({ do: 'release', ids }));
  }

  submit(command: Command): void {
    this.commands++;
    this.#carryOut(command);
    // These bring over what another command is going to name.
    if (command.do !== 'release' && command.do !== 'upload' && command.do !== 'zeros') this.#named = [];
  }

  /** A device that is full is asked once more when what cannot be reached is gone from it. */
  #carryOut(command: Command): void {
    try {
      this.device.submit(command);
    } catch (error) {
      if (!(error instanceof DeviceLost) || error.why !== 'outOfMemory' || command.do === 'release') throw error;
      this.reachability.sweep();
      this.device.submit(command);
    }
  }

  make(dtype: DType, length: number, host?: Elements): DeviceStorage {
    this.allocatedBytes += length * itemBytes[dtype];
    return new DeviceStorage(++last, dtype, length, host);
  }

  /** Whether the device can work on it as it is, or once it is uploaded. */
  holds(storage: Storage): storage is DeviceStorage {
    return storage instanceof DeviceStorage;
  }

  /** For the device to read. */
  layout(x: Strided): Layout {
    const storage = x.storage as DeviceStorage;
    this.#named.push(storage);
    this.#bring(storage);
    return { id: storage.id, offset: x.offset, shape: x.shape, strides: x.strides, dtype: x.dtype };
  }

  whole(storage: Storage): Layout {
    return this.layout(inOrder(storage, [storage.length]));
  }

  operand(x: Input): Operand {
    return typeof x === 'number' ? x : this.layout(x);
  }

  /** For the device to write whole. */
  target(storage: Storage): Target {
    const it = storage as DeviceStorage;
    this.#named.push(it);
    this.#place(it);
    it.host = undefined;
    it.bounds = undefined;
    it.distinct = 1;
    return { id: it.id, dtype: it.dtype, length: it.length };
  }

  /** For the device to write every element of a view; what is written over whole is not brought there first. */
  writable(x: Strided): Layout {
    if (covers(x)) this.#place(x.storage as DeviceStorage);
    return this.changeable(x);
  }

  /** For the device to write some elements of a view. */
  changeable(x: Strided): Layout {
    const layout = this.layout(x);
    const storage = x.storage as DeviceStorage;
    storage.host = undefined;
    storage.distinct = 1;
    return layout;
  }

  #place(storage: DeviceStorage): void {
    if (storage.onDevice) return;
    const { dtype, length } = storage;
    this.reachability.add(storage, this.device.bytesOf?.(dtype, length) ?? length * itemBytes[dtype]);
    storage.onDevice = true;
  }

  #bring(storage: DeviceStorage): void {
    if (storage.onDevice) return;
    const { host } = storage;
    const out = { id: storage.id, dtype: storage.dtype, length: storage.length };
    this.#place(storage);
    if (host === undefined) return this.submit({ do: 'zeros', out });
    this.boundsOf(storage);
    this.submit({ do: 'upload', elements: host, out });
    if (storage.dtype !== 'int32' || host.length > keptWhenUploaded) storage.host = undefined;
  }

  /** The elements in C order, for reading only. */
  read(x: Strided): Elements | undefined {
    const storage = x.storage as DeviceStorage;
    if (sizeOf(x.shape) === 0) return newElements(x.dtype, 0);
    if (storage.host !== undefined || !storage.onDevice) return undefined;
    this.reads++;
    const elements = this.device.read(this.layout(x));
    this.#named = [];
    if (covers(x) && storage.length <= keptWhenRead) storage.host = elements;
    return elements;
  }

  readOne(storage: DeviceStorage, index: number): number {
    const at = { storage, offset: index, shape: [], strides: [], dtype: storage.dtype };
    const many = storage.length <= keptWhenRead;
    const found = this.read(many ? inOrder(storage, [storage.length]) : at);
    if (found === undefined) return this.hostElements(storage)[index];
    return found[many ? index : 0];
  }

  /** As they are now, to be read. */
  hostElements(storage: DeviceStorage): Elements {
    if (storage.host === undefined && storage.onDevice) {
      const elements = this.read(inOrder(storage, [storage.length]))!;
      return elements;
    }
    return (storage.host ??= newElements(storage.dtype, storage.length));
  }

  /** What the host computed takes the place of whatever the device has. */
  replace(storage: DeviceStorage, elements: Elements): void {
    this.forget(storage);
    storage.host = elements;
    storage.bounds = undefined;
    storage.distinct = 1;
  }

  forget(storage: DeviceStorage): void {
    if (!storage.onDevice) return;
    storage.onDevice = false;
    if (this.reachability.remove(storage.id)) this.submit({ do: 'release', ids: [storage.id] });
  }

  /** The elements, where the device does not have them. */
  heldOnHost({ host, onDevice }: DeviceStorage): Elements | undefined {
    return onDevice ? undefined : host;
  }

  /** The elements to write to on the host, where that is quicker; the device has them no more, then. */
  writtenOnHost(storage: DeviceStorage): Elements | undefined {
    const { dtype, host, onDevice, length } = storage;
    const most = onDevice ? keptWhenRead : dtype === 'int32' ? keptWhenUploaded : small;
    if (host === undefined ? onDevice || length > most : onDevice && length > most) return undefined;
    const elements = this.hostElements(storage);
    this.forget(storage);
    storage.bounds = undefined;
    storage.distinct = 1;
    return elements;
  }

  boundsOf(x: Input | Storage): Bounds {
    if (typeof x === 'number') return exactly(x);
    const storage = 'storage' in x ? x.storage : x;
    if (storage.dtype === 'bool') return truth;
    if (storage instanceof HostStorage || storage.dtype !== 'int32') return int32;
    const it = storage as DeviceStorage;
    if (it.bounds !== undefined) return it.bounds;
    if (it.onDevice && it.host === undefined) return int32;
    return (it.bounds = it.host === undefined ? exactly(0) : boundsOfElements(it.host));
  }

  /** After a write in part. */
  widen(out: Strided, written: Bounds, before: Bounds): void {
    const storage = out.storage as DeviceStorage;
    if (storage.dtype === 'int32') storage.bounds = covers(out) ? written : union(before, written);
  }
}

/** Whether a view is all of its storage, in order. */
export const covers = (x: Strided): boolean =>
  x.offset === 0 && isContiguous(x) && sizeOf(x.shape) === x.storage.length;
