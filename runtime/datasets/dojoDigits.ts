import { distort, type Distortion } from './distort';
import { writeIdx } from './idx';
import { RandomStream } from './randomStream';
import { rasterise, type Pen } from './raster';
import { writeDigit } from './strokes';

interface DigitImages {
  /** 28 x 28 grey pixels each, one image after the other; 0 is clean paper. */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

const SIDE = 28;

/**
 * How the digits are written. The numbers are chosen so that a human reads nearly all of them, a two-layer net learns them
 * in seconds, and a classifier that is linear in the pixels stays behind it.
 */
const hand: Distortion & Pen & { readonly wobble: number } = {
  wobble: 2,
  halfTurn: 0.085,
  shear: 0.11,
  size: 0.08,
  aspect: 0.1,
  shift: 1.4,
  height: 20,
  elastic: 0.55,
  radius: [1.2, 1.9],
  pressure: 0.15,
  blur: [1, 1.8],
  ink: [0.85, 1],
  grain: 0.05,
  specks: 0.01,
  speck: 0.3,
};

interface DojoDigits {
  readonly train: DigitImages;
  readonly test: DigitImages;
}

/** Dojo Digits: 6,000 digits to train on and 1,000 to test, as many of each, the same bytes on every platform. */
export function generateDojoDigits(): DojoDigits {
  return { train: drawDigits(6000, 1), test: drawDigits(1000, 2) };
}

/** The four files as they are distributed, by name. */
export function idxFiles(digits: DojoDigits): Record<string, Uint8Array> {
  const images = (part: DigitImages) => writeIdx({ shape: [part.labels.length, SIDE, SIDE], data: part.images });
  const labels = (part: DigitImages) => writeIdx({ shape: [part.labels.length], data: part.labels });
  return {
    'train-images.idx': images(digits.train),
    'train-labels.idx': labels(digits.train),
    'test-images.idx': images(digits.test),
    'test-labels.idx': labels(digits.test),
  };
}

function drawDigits(count: number, seed: number): DigitImages {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  new RandomStream(seed).shuffle(labels);
  const images = new Uint8Array(count * SIDE * SIDE);
  for (const [i, digit] of labels.entries()) {
    // Each image has a stream of its own and depends on no other image.
    const random = new RandomStream(seed, i);
    const lines = writeDigit(digit, hand.wobble, random);
    distort(lines, SIDE, hand, random);
    rasterise(lines, images.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE), SIDE, hand, random);
  }
  return { images, labels };
}
