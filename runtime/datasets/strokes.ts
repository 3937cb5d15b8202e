import type { RandomStream } from './randomStream';

/** A line of points x0, y0, x1, y1, ...; y grows downwards. */
export type Line = Float64Array;

/**
 * The ways in which people write each digit, on a grid of 100 by 100. A way is one or more strokes, apart by `|`; a stroke
 * is the points that the pen passes, in its order; the pen turns sharply at a point marked `!` and smoothly elsewhere.
 */
const ways: readonly (readonly string[])[] = [
  [
    '52,4 28,18 18,50 27,82 50,96 74,80 82,50 73,19 50,4',
    '54,4 36,22 30,54 38,88 52,96 67,78 71,46 65,16 52,5',
    '62,10 42,6 23,26 18,56 30,88 52,96 74,80 82,48 70,18 54,8 42,14',
  ],
  [
    '50,4 50,50 50,96',
    '58,4 50,50 43,96',
    '37,29 46,17 54,4! 53,50 52,96',
    '36,26 53,5! 53,50 53,94 | 28,95 52,94 76,95',
  ],
  [
    '22,28 34,9 58,6 73,22 66,46 42,72 20,94! 50,94 80,93',
    '24,26 40,6 62,8 71,26 60,54 38,82 24,90 24,79 42,82 60,93 82,86',
    '26,24 46,5 69,14 70,38 47,70 22,92! 40,86 60,92 82,94',
  ],
  [
    '24,16 46,4 69,15 66,36 44,47! 70,56 76,78 52,96 22,86',
    '22,7 50,8 75,6! 46,42! 72,54 76,78 52,96 22,86',
    '26,18 48,4 69,16 62,38 43,46 46,52 68,57 74,78 50,96 24,90',
  ],
  [
    '30,8 27,34 22,57! 52,56 82,55 | 66,14 64,50 61,96',
    '62,4 40,36 17,65! 50,65 85,65 | 63,5 62,50 62,96',
    '27,8 25,38 34,52 56,51 71,42 | 75,6 73,50 69,96',
  ],
  [
    '75,6 54,7 32,6! 30,26 27,45! 52,37 75,56 70,86 44,96 20,86',
    '34,8 32,26 29,46! 54,39 75,56 72,82 48,96 22,88 | 34,8 54,9 77,6',
    '75,8 48,7 33,17 33,38 56,46 74,66 64,90 40,96 21,86',
  ],
  [
    '67,5 42,22 25,55 28,84 50,96 72,82 69,60 48,52 29,68',
    '58,4 42,28 30,56 29,84 46,96 67,87 69,66 52,58 33,70',
    '74,14 56,5 34,20 23,54 30,86 52,96 74,80 70,58 48,50 28,64',
  ],
  [
    '20,8 50,9 79,8! 58,50 42,96',
    '20,9 50,9 79,8! 56,54 40,96 | 34,53 54,51 74,50',
    '20,25 22,8! 50,10 78,8! 58,36 48,64 45,96',
  ],
  [
    '70,18 50,4 29,16 35,36 58,52 74,72 60,94 37,94 26,74 43,52 66,34 71,18 60,7',
    '50,4 31,12 32,36 50,46 68,36 69,12 50,4 | 50,46 27,58 26,86 50,96 74,86 73,58 50,46',
    '66,12 46,4 30,18 38,38 60,54 70,76 52,96 32,82 40,56 60,38 68,18 58,6',
  ],
  [
    '72,24 52,5 30,18 30,42 50,51 69,36 73,20! 73,56 69,96',
    '73,24 54,5 30,17 30,41 50,51 70,36 74,22 75,60 62,89 34,94',
    '68,16 46,6 28,26 39,49 66,34 71,10! 68,52 60,96',
  ],
];

const PIECES = 7;

/** One of the digit's ways, each of its points off by `wobble` in the hand, as smooth lines. */
export function writeDigit(digit: number, wobble: number, random: RandomStream): Line[] {
  const way = random.pick(ways[digit]);
  return way.split('|').map((stroke) => {
    const points: Knot[] = [];
    for (const text of stroke.trim().split(' ')) {
      const [x, y] = text.replace('!', '').split(',').map(Number);
      const knot: Knot = [x + wobble * random.bell(), y + wobble * random.bell()];
      points.push(knot);
      // The curve below leaves a point that is passed twice in a new direction.
      if (text.endsWith('!')) points.push(knot);
    }
    return smooth(points);
  });
}

type Knot = readonly [x: number, y: number];

/** The Catmull-Rom spline through the points; it ends straight. */
function smooth(points: readonly Knot[]): Line {
  const line: number[] = [];
  const last = points.length - 1;
  for (let i = 0; i < last; i++) {
    const [p0, p1, p2, p3] = [-1, 0, 1, 2].map((k) => points[Math.min(Math.max(i + k, 0), last)]);
    if (p1 === p2) continue;
    for (let piece = 0; piece < PIECES; piece++) {
      const t = piece / PIECES;
      line.push(between(p0[0], p1[0], p2[0], p3[0], t), between(p0[1], p1[1], p2[1], p3[1], t));
    }
  }
  line.push(...points[last]);
  return Float64Array.from(line);
}

function between(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
