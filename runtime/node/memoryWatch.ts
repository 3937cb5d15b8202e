import { residentMemory, residentMemoryNow } from './residentMemory';
import type { Resident } from './residentMemory';

const readEveryMs = 100;

/** Reads how much memory a process holds, and says once when that passes the limit. */
export class MemoryWatch {
  readonly #pid: number;
  readonly #limit: number;
  readonly #onExceeded: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #peak = 0;

  constructor(pid: number, limitBytes: number, onExceeded: () => void) {
    this.#pid = pid;
    this.#limit = limitBytes;
    this.#onExceeded = onExceeded;
    this.#note(residentMemoryNow(pid));
    this.#wait();
  }

  get peakBytes(): number {
    return this.#peak;
  }

  /** Reads a last time where that is cheap, so that the peak of a short run is known too. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#note(residentMemoryNow(this.#pid));
  }

  #wait(): void {
    this.#timer = setTimeout(() => void this.#read(), readEveryMs);
  }

  async #read(): Promise<void> {
    const resident = await residentMemory(this.#pid);
    if (this.#stopped) return;
    this.#note(resident);
    if (this.#peak <= this.#limit) return this.#wait();
    this.#stopped = true;
    this.#onExceeded();
  }

  #note(resident: Resident | undefined): void {
    if (resident) this.#peak = Math.max(this.#peak, resident.peak);
  }
}
