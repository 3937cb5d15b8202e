import { MersenneTwister } from '../../runtime/np/mersenneTwister';

/** Seeded choices: a case can be told by its seed. */
export class Dice {
  readonly #twister: MersenneTwister;

  constructor(seed: number) {
    this.#twister = new MersenneTwister(seed);
  }

  /** A whole number from low to high, both included; low where there is none between. */
  int(low: number, high: number): number {
    return low + this.#twister.below(Math.max(high - low, 0));
  }

  chance(probability: number): boolean {
    return this.#twister.uniform() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)];
  }

  normal(): number {
    return this.#twister.normal();
  }

  shuffled<T>(list: readonly T[]): T[] {
    const order = [...list];
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}
