import { arraySpec, type ArraySpec } from '../arraySpec';
import type { Argument } from '../caseParts';
import type { Dice } from '../dice';

/** Another way to write the same number of elements, sometimes wrong. */
export function otherShape(dice: Dice, shape: readonly number[]): number[] {
  const size = shape.reduce((a, b) => a * b, 1);
  const lengths: number[] = [];
  let left = size;
  while (left > 1 && lengths.length < 4) {
    const divisors = Array.from({ length: left }, (_, i) => i + 1).filter((d) => left % d === 0);
    const length = dice.pick(divisors);
    lengths.push(length);
    left /= length;
  }
  lengths.push(left);
  if (dice.chance(0.3)) lengths[dice.int(0, lengths.length - 1)] = -1;
  if (dice.chance(0.05)) lengths.push(2);
  return dice.chance(0.2) ? [size] : lengths;
}

/** Indices per axis as strings; mostly in bounds. */
export function slices(dice: Dice, shape: readonly number[]): string[] {
  const parts = shape.slice(0, dice.int(0, shape.length)).map((length) => {
    const at = () => (dice.chance(0.4) ? '' : String(dice.int(-length - 1, length + 1)));
    const kind = dice.int(0, 5);
    if (kind === 0 && length > 0) return String(dice.chance(0.05) ? length : dice.int(-length, length - 1));
    if (kind === 1) return ':';
    if (kind < 4) return `${at()}:${at()}`;
    return `${at()}:${at()}:${dice.pick(['', '1', '2', '-1', '-2'])}`;
  });
  if (dice.chance(0.15)) parts.splice(dice.int(0, parts.length), 0, '...');
  return dice.chance(0.03) ? [...parts, ...shape.map(() => ':'), ':'] : parts;
}

export function positions(dice: Dice, length: number, shape: readonly number[]): ArraySpec {
  const out = arraySpec(dice, 'int32', 'contiguous', shape);
  const bad = dice.chance(0.04);
  out.elements = out.elements.map(() => (length === 0 ? 0 : bad ? length : dice.int(-length, length - 1)));
  return out;
}

/** An index of NumPy's with arrays and masks among the slices. */
export function fancy(dice: Dice, shape: readonly number[]): Argument[] {
  if (shape.length === 0) return [];
  if (dice.chance(0.3)) {
    const covered = shape.slice(0, dice.int(1, shape.length));
    if (dice.chance(0.05)) covered[0] += 1;
    return [{ array: arraySpec(dice, 'bool', dice.pick(['contiguous', 'transposed']), covered) }];
  }
  const chosen = [dice.int(1, 3)];
  return shape.slice(0, dice.int(1, shape.length)).map((length, axis): Argument => {
    const kind = axis === 0 ? 0 : dice.int(0, 4);
    if (kind < 2) return { array: positions(dice, length, dice.chance(0.2) ? [1] : chosen) };
    if (kind === 2 && length > 0) return dice.int(-length, length - 1);
    return dice.pick([':', '::-1', '1:', ':-1']);
  });
}
