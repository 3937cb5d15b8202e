import type { Printed } from '../protocol/learner';

const most = 64 * 1024;

/** Output of one case, or of loading: whatever a learner process says, no more than this is kept, and the rest counted. */
export class KeptPrints {
  #prints = '';
  #cut = 0;

  get kept(): Printed {
    return { prints: this.#prints, printsCut: this.#cut };
  }

  /** Returns what of it is kept. */
  add({ prints, printsCut }: Printed): string {
    const kept = prints.slice(0, most - this.#prints.length);
    this.#prints += kept;
    this.#cut += printsCut + prints.length - kept.length;
    return kept;
  }
}
