import type { DeviceStorage } from './deviceStorage';

// Taken when this module loads: code that runs later may replace the globals.
const Weak = WeakRef;

/** What a device spends on a storage beside its elements. */
const perStorage = 1024;

interface Entry {
  storage: WeakRef<DeviceStorage>;
  bytes: number;
}

/** So few storages after a collection shall not be followed by the next one: a collection takes as long as hundreds of operations. */
const fewStorages = 1000;

export interface Budget {
  /** Bytes on the device from which on unreachable storages are looked for. */
  least: number;
  /** How far this may grow only to look less often. */
  most: number;
}

/**
 * Device memory follows what the program can still reach. Nothing tells a synchronous loop that an array has become unreachable, so when what
 * the device holds passes a budget, `collect` makes the collector look, and what is gone is released. Where much stays, or it fills
 * up soon, the budget grows: who needs a lot shall not be asked at every step.
 */
export class Reachability {
  readonly #entries = new Map<number, Entry>();
  readonly #collect: () => void;
  readonly #release: (ids: number[]) => void;
  readonly #limits: Budget;
  #budget: number;
  #sinceCollection = 0;
  #outstanding = 0;
  #collections = 0;

  constructor(limits: Budget, collect: () => void, release: (ids: number[]) => void) {
    this.#limits = limits;
    this.#budget = limits.least;
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
    if (this.#outstanding + all > this.#budget) this.#makeRoom(all);
    this.#sinceCollection++;
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

  /** Releases all that cannot be reached any more. */
  sweep(): void {
    this.#collections++;
    this.#sinceCollection = 0;
    this.#collect();
    const gone: number[] = [];
    for (const [id, { storage }] of this.#entries) if (storage.deref() === undefined) gone.push(id);
    for (const id of gone) this.remove(id);
    if (gone.length > 0) this.#release(gone);
  }

  #makeRoom(wanted: number): void {
    const soon = this.#collections > 0 && this.#sinceCollection < fewStorages;
    const { least, most } = this.#limits;
    this.sweep();
    // Twice what is really kept, so that at least as much is made as is kept before the next look.
    const needed = Math.max(least, 2 * (this.#outstanding + wanted));
    this.#budget = Math.max(needed, soon ? Math.min(2 * this.#budget, most) : Math.min(this.#budget, most));
  }
}
