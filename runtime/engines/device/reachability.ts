import type { DeviceStorage } from './deviceStorage';

// Taken when this module loads: code that runs later may replace the globals.
const Weak = WeakRef;

/** What a device spends on a storage beside its elements. */
const perStorage = 1024;

interface Entry {
  storage: WeakRef<DeviceStorage>;
  bytes: number;
}

/**
 * Device memory follows what the program can still reach. Nothing tells a synchronous loop that an array has become unreachable, so when what
 * the device holds passes a budget, `collect` makes the collector look, and what is gone is released. Where much stays, the
 * budget grows: who keeps a lot shall not be asked at every step.
 */
export class Reachability {
  readonly #entries = new Map<number, Entry>();
  readonly #collect: () => void;
  readonly #release: (ids: number[]) => void;
  readonly #least: number;
  #budget: number;
  #outstanding = 0;
  #collections = 0;

  constructor(budget: number, collect: () => void, release: (ids: number[]) => void) {
    this.#least = budget;
    this.#budget = budget;
    this.#collect = collect;
    this.#release = release;
  }

  get size(): number {
    return this.#entries.size;
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  get budget(): number {
    return this.#budget;
  }

  get collections(): number {
    return this.#collections;
  }

  /** Before the device makes the storage. */
  add(storage: DeviceStorage, bytes: number): void {
    const all = bytes + perStorage;
    if (this.#outstanding + all > this.#budget) this.#sweep(all);
    this.#entries.set(storage.id, { storage: new Weak(storage), bytes: all });
    this.#outstanding += all;
  }

  remove(id: number): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#entries.delete(id);
    this.#outstanding -= entry.bytes;
    return true;
  }

  #sweep(wanted: number): void {
    this.#collections++;
    this.#collect();
    const gone: number[] = [];
    for (const [id, { storage }] of this.#entries) if (storage.deref() === undefined) gone.push(id);
    for (const id of gone) this.remove(id);
    if (gone.length > 0) this.#release(gone);
    // Twice what is really kept, so that at least as much is made as is kept before the next look.
    this.#budget = Math.max(this.#least, 2 * (this.#outstanding + wanted));
  }
}
