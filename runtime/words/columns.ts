import { shortExponent } from './format';

/**
 * One way to write all numbers of a table, so that columns line up: four significant digits of the largest, or
 * as many more as it takes for the pairs in `apart` to read differently.
 */
export function columnFormat(numbers: readonly number[], apart: readonly [number, number][]): (x: number) => string {
  const finite = numbers.filter((x) => Number.isFinite(x));
  if (finite.every((x) => Number.isInteger(x) && Math.abs(x) < 1e15)) return special((x) => String(x));
  const sizes = finite.map(Math.abs).filter((size) => size > 0);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const exponent = high >= 1e7 || high < 1e-3 || (low < 1e-4 && high / low > 1e6);
  const magnitude = Math.floor(Math.log10(high));
  const write = (digits: number): ((x: number) => string) =>
    exponent
      ? special((x) => shortExponent(x.toExponential(digits - 1)))
      : fixed(finite, Math.max(0, Math.min(20, digits - 1 - magnitude)));
  let digits = 5;
  while (digits < 17 && apart.some(([a, b]) => write(digits)(a) === write(digits)(b))) digits++;
  return write(digits);
}

/** Decimals that are zero in every number are left out. */
function fixed(numbers: readonly number[], decimals: number): (x: number) => string {
  const zeros = numbers.map((x) => /\.?0*$/.exec(x.toFixed(decimals))?.[0].replace('.', '').length ?? 0);
  const kept = decimals === 0 ? 0 : decimals - Math.min(decimals, ...zeros);
  return special((x) => x.toFixed(kept));
}

function special(write: (x: number) => string): (x: number) => string {
  return (x) => {
    if (Number.isNaN(x)) return 'nan';
    if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
    return Object.is(x, -0) ? '-0' : write(x);
  };
}
