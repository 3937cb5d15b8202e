import { MersenneTwister } from './mersenneTwister';

/** What stands in for `Math.random` in a learner's process: a stream of its own, so that a seed fixes it. */
export function seededMathRandom(seed: number): () => number {
  let generator: MersenneTwister | undefined;
  return () => (generator ??= new MersenneTwister(seed)).uniform();
}
