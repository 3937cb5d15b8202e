import { exactLog } from './exactLog';
import type { Pcg64 } from './pcg64';
import {
  exponentialHeights,
  exponentialInside,
  exponentialSteps,
  normalHeights,
  normalInside,
  normalSteps,
} from './zigguratTables';

/** Where the lowest layer ends and the tail begins. */
const NORMAL_TAIL = 3.6541528853610088;
const INVERSE_NORMAL_TAIL = 0.2736612373297583;
const EXPONENTIAL_TAIL = 7.69711747013105;

/** -log(1 - u): 1 - u is exact, and so is the logarithm, where `log1p` may differ between platforms. */
const exponentialOf = (u: number): number => -exactLog(1 - u);

/** A draw from the standard normal distribution, from the bits that NumPy's Generator takes for it. */
export function standardNormal(bits: Pcg64): number {
  for (;;) {
    const [high, low] = bits.words();
    const layer = low & 0xff;
    const negative = (low & 0x100) !== 0;
    // 52 bits: 29 of the upper word and 23 of the lower.
    const steps = (high & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const x = negative ? -steps * normalSteps[layer] : steps * normalSteps[layer];
    if (steps < normalInside[layer]) return x;
    if (layer === 0) return normalTail(bits, Math.floor(steps / 256) % 2 === 1);
    const height = normalHeights[layer];
    if ((normalHeights[layer - 1] - height) * bits.uniform() + height < Math.exp(-0.5 * x * x)) return x;
  }
}

function normalTail(bits: Pcg64, negative: boolean): number {
  for (;;) {
    const x = INVERSE_NORMAL_TAIL * exponentialOf(bits.uniform());
    const y = exponentialOf(bits.uniform());
    if (y + y > x * x) return negative ? -(NORMAL_TAIL + x) : NORMAL_TAIL + x;
  }
}

/** A draw from the exponential distribution with mean 1. */
export function standardExponential(bits: Pcg64): number {
  for (;;) {
    const [high, low] = bits.words();
    const layer = (low >>> 3) & 0xff;
    // 53 bits: the upper word and 21 of the lower.
    const steps = high * 2 ** 21 + (low >>> 11);
    const x = steps * exponentialSteps[layer];
    if (steps < exponentialInside[layer]) return x;
    if (layer === 0) return EXPONENTIAL_TAIL + exponentialOf(bits.uniform());
    const height = exponentialHeights[layer];
    if ((exponentialHeights[layer - 1] - height) * bits.uniform() + height < Math.exp(-x)) return x;
  }
}
