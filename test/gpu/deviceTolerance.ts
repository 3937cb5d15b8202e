import type { Engine } from '../../runtime/engines/engine';
import { Dice } from '../oracle/dice';
import type { Outcome, Question } from '../unit/engineContract';

/** The smallest number that is not denormal: a device takes those for zero. */
const smallest = 2 ** -126;

class DeviceDice extends Dice {
  override pick<T>(from: readonly T[]): T {
    return super.pick(from.filter((value) => typeof value !== 'number' || flushed(value) === value));
  }
}

const flushed = (value: number): number =>
  Math.abs(value) >= smallest || value === 0 || Number.isNaN(value) ? value : value < 0 ? -0 : 0;

const ulp = (x: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), smallest))) - 23);

/**
 * Where a device may round in another way than by the contract: a product within 64 units and not 33; powers, and what is added
 * up at one place in an order of its own, by a few units; TensorFlow's tanh on the processor is a quotient of polynomials. The larger
 * of 0 and -0 is either, and a product of float32 may leave their range on the way.
 */
function looser(name: string, allowed: Outcome['allowed']): Outcome['allowed'] {
  switch (name) {
    case 'matmul':
      return (k, expected) => (allowed?.(k, expected) ?? 0) * (64 / 33);
    case 'power':
      return (_, expected) => 2 * ulp(expected);
    case 'tanh':
      return (_, expected) => 7 * ulp(expected);
    case 'prod':
      return (k, expected) => (leavesRange(expected) ? Infinity : (allowed?.(k, expected) ?? 0));
    case 'max':
    case 'min':
    case 'pool':
      return (k, expected) => allowed?.(k, expected) ?? (expected === 0 ? smallest : 0);
    case 'scatter':
      return (_, expected) => 1e-6 * (10 + Math.abs(expected));
    default:
      return allowed;
  }
}

const leavesRange = (product: number): boolean => Math.abs(Math.log2(Math.abs(product))) > 80;

/** A question of the contract, as a device answers it. */
export function askDevice(name: string, ask: Question, seed: number): (engine: Engine) => Outcome {
  return (engine) => {
    const { values, allowed } = ask(engine, new DeviceDice(seed));
    return { values: Array.from(values, flushed), allowed: looser(name, allowed) };
  };
}
