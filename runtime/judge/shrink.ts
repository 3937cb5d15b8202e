import type { Shrink } from '../kit/draw';
import { makeTrial } from './trial';
import type { ScriptedSpec, Surroundings, Trial } from './trial';

/** From the smallest inputs to the roundest: the first that still fails is what is shown. */
const levels: Shrink[] = [
  { maxDim: 1, decimals: 0 },
  { maxDim: 2, decimals: 0 },
  { maxDim: 2, decimals: 1 },
  { maxDim: 3, decimals: 0 },
  { maxDim: 3, decimals: 1 },
  { maxDim: 2 },
  { maxDim: 3 },
  { decimals: 0 },
  { decimals: 1 },
];

export const shrinkLimits = { scripts: 50, ms: 50 };

/** Smaller trials of the same seed, simplest first. */
export function smallerTrials(spec: ScriptedSpec, around: Surroundings, seed: number): Trial[] {
  if (spec.kind === 'example' || spec.kind === 'throws') return [];
  return levels.flatMap((shrink) => {
    try {
      return [makeTrial(spec, around, seed, shrink)];
    } catch {
      return []; // the author's builder cannot be asked for anything so small
    }
  });
}
