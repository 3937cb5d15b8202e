/** Measured points (size, milliseconds), sizes rising. */
export type Curve = [size: number, ms: number][];

/** A straight line from point to point, for a call costs about a + b * size; beyond the last the rate stays, before the first the time. */
export function at(curve: Curve, size: number): number {
  const next = curve.findIndex(([known]) => known >= size);
  if (next === 0) return curve[0]![1];
  const [lastSize, lastMs] = curve.at(-1)!;
  if (next < 0) return (lastMs * size) / lastSize;
  return between(curve[next - 1]!, curve[next]!, size);
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
