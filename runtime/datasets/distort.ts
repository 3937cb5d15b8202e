import type { RandomStream } from './randomStream';
import type { Line } from './strokes';

export interface Distortion {
  /** Standard deviation of the tangent of half the angle, so that sine and cosine are fractions and need no series. */
  readonly halfTurn: number;
  readonly shear: number;
  /** Standard deviations, relative to 1, of the size and of the width against the height. */
  readonly size: number;
  readonly aspect: number;
  /** Standard deviation, in pixels, of where the middle of the digit lies. */
  readonly shift: number;
  /** Height in pixels of a digit of usual size. */
  readonly height: number;
  /** Standard deviation, in pixels, of the elastic displacement at each knot of its grid. */
  readonly elastic: number;
}

/** Maps lines from the writing grid of 100 by 100 to pixels of an image with `side` pixels, in place. */
export function distort(lines: readonly Line[], side: number, how: Distortion, random: RandomStream): void {
  const t = how.halfTurn * random.bell();
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  const shear = how.shear * random.bell();
  const scale = (how.height / 100) * (1 + how.size * random.bell());
  const wide = 1 + how.aspect * random.bell();
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      const y = (line[i + 1] - 50) * scale;
      const x = (line[i] - 50) * scale * wide + shear * y;
      line[i] = cos * x - sin * y;
      line[i + 1] = sin * x + cos * y;
    }
  }
  centre(lines, side / 2 + how.shift * random.bell(), side / 2 + how.shift * random.bell());
  bend(lines, side, how.elastic, random);
}

/** Puts the middle of the box around the lines at (x, y). */
function centre(lines: readonly Line[], x: number, y: number): void {
  for (const [axis, target] of [x, y].entries()) {
    let low = Infinity;
    let high = -Infinity;
    for (const line of lines) {
      for (let i = axis; i < line.length; i += 2) {
        low = Math.min(low, line[i]);
        high = Math.max(high, line[i]);
      }
    }
    const by = target - (low + high) / 2;
    for (const line of lines) for (let i = axis; i < line.length; i += 2) line[i] += by;
  }
}

const KNOTS = 5;

/** Elastic distortion: a random displacement at each knot of a coarse grid, blended smoothly between them. */
function bend(lines: readonly Line[], side: number, amount: number, random: RandomStream): void {
  const field = Float64Array.from({ length: 2 * KNOTS * KNOTS }, () => amount * random.bell());
  const cell = side / (KNOTS - 1);
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      const [column, u] = place(line[i] / cell);
      const [row, v] = place(line[i + 1] / cell);
      const corner = 2 * (row * KNOTS + column);
      for (let axis = 0; axis < 2; axis++) {
        const at = (offset: number) => field[corner + offset + axis];
        const top = at(0) + u * (at(2) - at(0));
        const bottom = at(2 * KNOTS) + u * (at(2 * KNOTS + 2) - at(2 * KNOTS));
        line[i + axis] += top + v * (bottom - top);
      }
    }
  }
}

/** The cell that holds a place, and how far into it, eased by 3t² - 2t³. */
function place(position: number): [cell: number, eased: number] {
  const inside = Math.min(Math.max(position, 0), KNOTS - 1);
  const cell = Math.min(Math.floor(inside), KNOTS - 2);
  const t = inside - cell;
  return [cell, t * t * (3 - 2 * t)];
}
