/** Measured points (size, milliseconds), sizes rising. */
export type Curve = [size: number, ms: number][];

/** A straight line from point to point, for a call costs about a + b * size; the last goes on, and before the first a call costs as there. */
export function at(curve: Curve, size: number): number {
  const next = curve.findIndex(([known]) => known >= size);
  if (next === 0) return curve[0]![1];
  if (next > 0) return between(curve[next - 1]!, curve[next]!, size);
  const [last, before] = [curve.at(-1)!, curve.at(-2)];
  return last[1] * growth(last[1], before?.[1] ?? 0, last[0], before?.[0] ?? 0, size);
}

/**
 * By what a time that rose from `beforeMs` to `ms` between two sizes is multiplied at a third, further on: by all of the ratio where size
 * was all that counted, by nothing where it did not count yet.
 */
export function growth(ms: number, beforeMs: number, size: number, before: number, further: number): number {
  if (ms === 0) return 1;
  return 1 + (Math.max(0, ms - beforeMs) / ms) * ((further - size) / (size - before));
}

/** As `at`, where the measure levels off: nothing lies further away than the last point. */
export function levelAt(curve: Curve, size: number): number {
  return at(curve, Math.min(size, curve.at(-1)?.[0] ?? 0));
}

function between([fromSize, fromMs]: Curve[number], [toSize, toMs]: Curve[number], size: number): number {
  return fromMs + ((size - fromSize) / (toSize - fromSize)) * (toMs - fromMs);
}

/** Noise apart, more elements never take less time: what says so is evened out, by the mean of those that disagree. */
export function rising(curve: Curve): Curve {
  const blocks: { ms: number; points: number }[] = [];
  for (const [, ms] of curve) {
    let block = { ms, points: 1 };
    for (let before = blocks.at(-1); before && before.ms > block.ms; before = blocks.at(-1)) {
      blocks.pop();
      const points = before.points + block.points;
      block = { ms: (before.ms * before.points + block.ms * block.points) / points, points };
    }
    blocks.push(block);
  }
  const times = blocks.flatMap(({ ms, points }) => Array.from({ length: points }, () => ms));
  return curve.map(([size], i) => [size, times[i]!]);
}
