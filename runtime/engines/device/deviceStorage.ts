import type { DType } from '../../protocol/value';
import type { Elements, Storage } from '../engine';
import type { Bounds } from './bounds';

/** A storage that a device knows by its number; until it is computed with, its elements may wait on the host. */
export class DeviceStorage implements Storage {
  readonly id: number;
  readonly dtype: DType;
  readonly length: number;
  /** The elements, where the host has them as they are now. Neither here nor on the device: all zeros. */
  host: Elements | undefined;
  onDevice = false;
  /** Of whole numbers, between what they must lie; `undefined` where that was never looked at. */
  bounds: Bounds | undefined;
  /** In each run of so many elements, counted from the start, no number comes twice; 1 where nothing is known. */
  distinct = 1;

  constructor(id: number, dtype: DType, length: number, host?: Elements) {
    this.id = id;
    this.dtype = dtype;
    this.length = length;
    this.host = host;
  }
}
