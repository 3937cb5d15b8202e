import { Dice } from '../oracle/dice';
import type { Outcome, Question } from '../unit/engineContract';

/** The smallest number that is not denormal: a device takes those for zero. */
const smallest = 2 ** -126;

class DeviceDice extends Dice {
  override pick<T>(from: readonly T[]): T {
    return super.pick(from.filter((value) => typeof value !== 'number' || flushed(value) === value));
  }
}

const flushed = (value: number): number => (Math.abs(value) < smallest ? value * 0 : value);

const ulp = (x: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), smallest))) - 23);

/**
 * Where a device may round in another way than by the contract: a product within 64 units and not 33; powers, and what is added
 * up at one place in an order of its own, by a few units; TensorFlow's tanh on the processor is a quotient of polynomials.
 */
const looser: Record<string, (allowed: number, expected: number) => number> = {
  matmul: (allowed) => allowed * (64 / 33),
  power: (_, expected) => 2 * ulp(expected),
  tanh: (_, expected) => 7 * ulp(expected),
  scatter: (_, expected) => 1e-6 * (10 + Math.abs(expected)),
};

/** A question of the contract, as a device answers it. */
export function askDevice(name: string, ask: Question, seed: number): (engine: Parameters<Question>[0]) => Outcome {
  const loosened = looser[name];
  return (engine) => {
    const { values, allowed } = ask(engine, new DeviceDice(seed));
    const bound = (k: number, expected: number) => loosened!(allowed?.(k, expected) ?? 0, expected);
    return { values: Array.from(values, flushed), allowed: loosened ? bound : allowed };
  };
}
