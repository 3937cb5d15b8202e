import type { DType } from '../../protocol/value';
import type { Elements, Engine, Input, Storage, Strided } from '../engine';
import { HostStorage } from '../javascript/hostStorage';
import type { Bounds } from './bounds';
import type { Command, Layout, Operand, Target } from './device';
import type { DeviceStorage } from './deviceStorage';
import { HostSide } from './hostSide';
import type { Operation, Probes } from './probes';
import type { Storages } from './storages';

/** Where it is decided who computes: each primitive asks for the device, and says what the host would do. */
export class Desk {
  readonly storages: Storages;
  readonly host: Engine;
  readonly side: HostSide;
  fallbacks = 0;
  hostBytes = 0;
  /** They ask the engine that is made with this desk. */
  probes: Probes | undefined;

  constructor(storages: Storages, host: Engine) {
    this.storages = storages;
    this.host = host;
    this.side = new HostSide(host, storages);
  }

  make(dtype: DType, length: number, elements?: Elements): Storage {
    if (this.storages.device.dtypes.includes(dtype)) return this.storages.make(dtype, length, elements);
    this.hostBytes += length * 8;
    return elements === undefined ? this.host.alloc(dtype, length) : this.host.upload(dtype, elements);
  }

  onDevice(...inputs: (Input | Storage | undefined)[]): boolean {
    return inputs.every(
      (x) => x === undefined || typeof x === 'number' || this.storages.holds('storage' in x ? x.storage : x),
    );
  }

  layout(x: Strided): Layout {
    return this.storages.layout(x);
  }

  operand(x: Input): Operand {
    return this.storages.operand(x);
  }

  target(out: Storage): Target {
    return this.storages.target(out);
  }

  boundsOf(x: Input | Storage): Bounds {
    return this.storages.boundsOf(x);
  }

  /** An int32 result lies between these. */
  bounded(out: Storage, found: Bounds): void {
    if (out.dtype === 'int32') (out as DeviceStorage).bounds = found;
  }

  hostStorage(storage: Storage): HostStorage {
    return new HostStorage(storage.dtype, this.storages.hostElements(storage as DeviceStorage));
  }

  /** Whether the device is to do it. `possible` says so for these very operands. */
  taken(operation: Operation | undefined, possible: boolean): boolean {
    return possible && (operation === undefined || this.probes?.routeOf(operation) !== 'host');
  }

  byHost(compute: (side: HostSide) => void): void {
    this.fallbacks++;
    this.side.run(compute);
  }

  /** The device, where it is to; else the host. Nothing is computed for a result without elements. True where the device did it. */
  serve(
    operation: Operation | undefined,
    possible: boolean,
    out: Storage,
    command: () => Command,
    compute: (side: HostSide) => void,
  ): boolean {
    if (out.length === 0) return false;
    if (!this.taken(operation, possible)) {
      this.byHost(compute);
      return false;
    }
    this.storages.submit(command());
    return true;
  }
}

/** A view's geometry alone. */
export const withoutStorage = ({ offset, shape, strides, dtype }: Strided): Omit<Strided, 'storage'> => ({
  offset,
  shape,
  strides,
  dtype,
});
