export interface Sample {
  x: number;
  y: number;
}

/**
 * At most about `limit` samples that draw the same line: of each stretch the lowest and the highest, in order, and
 * both ends. Samples that are not finite are gaps, and stay.
 */
export function decimate(samples: readonly Sample[], limit: number): Sample[] {
  if (samples.length <= limit) return [...samples];
  const stretches = Math.max(1, Math.floor(limit / 2) - 1);
  const inner = samples.slice(1, -1);
  const length = inner.length / stretches;
  const kept: Sample[] = samples.slice(0, 1);
  for (let i = 0; i < stretches; i++) {
    const stretch = inner.slice(Math.floor(i * length), Math.floor((i + 1) * length));
    const gap = stretch.find(({ y }) => !Number.isFinite(y));
    const low = stretch.reduce((best, sample) => (sample.y < best.y ? sample : best), stretch[0] ?? { x: 0, y: NaN });
    const high = stretch.reduce((best, sample) => (sample.y > best.y ? sample : best), stretch[0] ?? { x: 0, y: NaN });
    kept.push(...(gap ? [gap] : low.x < high.x ? [low, high] : low === high ? [low] : [high, low]));
  }
  return [...kept, ...samples.slice(-1)];
}
