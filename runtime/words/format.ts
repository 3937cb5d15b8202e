import type { Locale } from '../protocol/exercise';

/** A number in a sentence: six significant digits, `nan` and `inf` as np prints them. */
export function formatNumber(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  if (Object.is(x, -0)) return '-0';
  const rounded = Number(x.toPrecision(6));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-4 || size >= 1e7) ? shortExponent(rounded.toExponential()) : String(rounded);
}

/** Two numbers that are not the same never read the same: digits are added until they part. */
export function formatApart(a: number, b: number): [string, string] {
  const short: [string, string] = [formatNumber(a), formatNumber(b)];
  if (short[0] !== short[1] || Object.is(a, b)) return short;
  for (let digits = 7; digits < 17; digits++) {
    const [x, y] = [Number(a.toPrecision(digits)), Number(b.toPrecision(digits))];
    if (x !== y) return [String(x), String(y)];
  }
  return [String(a), String(b)];
}

export function shortExponent(text: string): string {
  return text.replace('e+', 'e');
}

/** NumPy's way: `(2, 3)`, `(3,)`, `()`. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

export function formatIndex(index: readonly number[]): string {
  return `[${index.join(', ')}]`;
}

/** A share as a percentage with one decimal; two near 100 %, where they matter. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return formatNumber(share);
  const percent = share * 100;
  return `${Number(percent.toFixed(percent > 99 ? 2 : 1))}%`;
}

const durationUnits: Record<Locale, { ms: string; s: string; min: string }> = {
  en: { ms: 'ms', s: 's', min: 'min' },
  'zh-cn': { ms: '毫秒', s: '秒', min: '分' },
};

/** `85 ms`, `1.4 s`, `12 s`, `2 min 5 s`. */
export function formatDuration(ms: number, locale: Locale): string {
  const unit = durationUnits[locale];
  if (ms < 999.5) return ms > 0 && ms < 1 ? `< 1 ${unit.ms}` : `${Math.round(ms)} ${unit.ms}`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} ${unit.s}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${unit.s}`;
  const rest = whole % 60;
  const minutes = `${Math.floor(whole / 60)} ${unit.min}`;
  return rest === 0 ? minutes : `${minutes} ${rest} ${unit.s}`;
}

/** Binary sizes, as task managers show them: `512 MB`, `1.5 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size < 10 && unit > 0 ? Number(size.toFixed(1)) : Math.round(size)} ${units[unit]}`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
