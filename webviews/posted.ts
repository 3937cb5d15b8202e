/** A message as `postMessage` can carry it: plain JSON would turn NaN and the infinities into null. */
export function exact(message: unknown): unknown {
  return JSON.parse(
    JSON.stringify(message, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? { $n: String(value) } : value,
    ),
  );
}

/** The inverse of `exact`, on whatever has arrived. */
export function revived(posted: unknown): unknown {
  if (Array.isArray(posted)) return posted.map(revived);
  if (typeof posted !== 'object' || posted === null) return posted;
  if ('$n' in posted) return Number(posted.$n);
  return Object.fromEntries(Object.entries(posted).map(([key, value]) => [key, revived(value)]));
}
