import type { RandomStream } from './randomStream';
import type { Line } from './strokes';

export interface Pen {
  /** Least and greatest radius of the nib, in pixels. */
  readonly radius: readonly [least: number, greatest: number];
  /** How far, relative to the radius, the pressure varies along a stroke. */
  readonly pressure: number;
  /** Least and greatest width, in pixels, of the blurred edge. */
  readonly blur: readonly [least: number, greatest: number];
  /** Least and greatest darkness of full ink. */
  readonly ink: readonly [least: number, greatest: number];
  /** Grain: the standard deviation of the darkness of inked paper, and the share of specks and their greatest darkness. */
  readonly grain: number;
  readonly specks: number;
  readonly speck: number;
}

/** Inks the lines into `image`, `side` by `side` grey pixels, 0 where the paper is clean. */
export function rasterise(
  lines: readonly Line[],
  image: Uint8Array,
  side: number,
  pen: Pen,
  random: RandomStream,
): void {
  const covered = new Float64Array(side * side);
  const radius = random.uniform(...pen.radius);
  const blur = random.uniform(...pen.blur);
  for (const line of lines) {
    // Pressure runs along the stroke as a parabola through three random values.
    const [start, middle, end] = [0, 0, 0].map(() => radius * (1 + pen.pressure * random.bell()));
    const pieces = line.length / 2 - 1;
    for (let piece = 0; piece < pieces; piece++) {
      const t = (piece + 0.5) / pieces;
      const nib = start * (1 - t) * (1 - 2 * t) + middle * 4 * t * (1 - t) + end * t * (2 * t - 1);
      inkSegment(line.subarray(2 * piece, 2 * piece + 4), nib, blur, covered, side);
    }
  }
  const ink = random.uniform(...pen.ink);
  for (const [i, coverage] of covered.entries()) {
    const grain = coverage > 0 ? 1 + pen.grain * random.bell() : 1;
    const speck = random.uniform(0, 1) < pen.specks ? random.uniform(0, pen.speck) : 0;
    const darkness = Math.min(Math.max(coverage * ink * grain, speck), 1);
    image[i] = Math.floor(darkness * 255 + 0.5);
  }
}

/**
 * A pixel is covered in full inside the nib's path, and less and less over the blurred edge around it. The square root is
 * the one function here beyond + - * /, and the processors that run JavaScript round it as exactly as those.
 */
function inkSegment(segment: Line, nib: number, blur: number, covered: Float64Array, side: number): void {
  const [x0, y0, x1, y1] = segment;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const squaredLength = dx * dx + dy * dy;
  const reach = nib + blur / 2;
  const clamp = (x: number) => Math.min(Math.max(Math.floor(x), 0), side - 1);
  const right = clamp(Math.max(x0, x1) + reach);
  const bottom = clamp(Math.max(y0, y1) + reach);
  for (let row = clamp(Math.min(y0, y1) - reach); row <= bottom; row++) {
    for (let column = clamp(Math.min(x0, x1) - reach); column <= right; column++) {
      const px = column + 0.5 - x0;
      const py = row + 0.5 - y0;
      const along = squaredLength > 0 ? Math.min(Math.max((px * dx + py * dy) / squaredLength, 0), 1) : 0;
      const ex = px - along * dx;
      const ey = py - along * dy;
      const coverage = Math.min(0.5 + (nib - Math.sqrt(ex * ex + ey * ey)) / blur, 1);
      const pixel = row * side + column;
      if (coverage > covered[pixel]) covered[pixel] = coverage;
    }
  }
}
