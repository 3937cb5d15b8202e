import type { Printed } from '../protocol/learner';

const most = 64 * 1024;

/** Output of one case, or of loading: whatever a learner process says, no more than this is kept, and the rest counted. */
export class KeptPrints {
  #prints = '';
  #cut = 0;

  get kept(): Printed {
    return { prints: this.#prints, printsCut: this.#cut };
  }

  add({ prints, printsCut }: Printed): void {
    const room = most - this.#prints.length;
    this.#prints += prints.slice(0, room);
    this.#cut += printsCut + Math.max(0, prints.length - room);
  }
}
