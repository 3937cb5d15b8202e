import type { DType } from '../protocol/value';

/** Digits after the point that NumPy prints at most. */
const PRECISION = 8;

/** Fewest digits that name this very float: JavaScript's own for float64, searched for in float32. */
function shortest(value: number, dtype: DType): string {
  if (dtype !== 'float32') return value.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    const text = rounded(value, digits, 'toExponential');
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}

/** JavaScript rounds ties away from zero, NumPy to the even digit. */
function rounded(value: number, digits: number, write: 'toFixed' | 'toExponential'): string {
  const text = value[write](digits);
  const [exact, exponent = ''] = value[write](100).split('e');
  const cut = exact.length - 100 + digits;
  if (!/^50*$/.test(exact.slice(cut)) || Number(exact[cut - 1]) % 2 === 1) return text;
  return exact.slice(0, cut) + (exponent && `e${exponent}`);
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '') : `${text}.`;
}

/** 12.5, 3., -0.00012346: digits after the point as needed, eight at most. */
function positional(value: number, dtype: DType): string {
  const [mantissa, exponent] = shortest(value, dtype).split('e');
  const digits = mantissa.replace(/[-.]/g, '').length;
  const after = Math.max(digits - 1 - Number(exponent), 0);
  const text = rounded(value, Math.min(after, PRECISION), 'toFixed');
  return withoutZeros(signed(text, value));
}

/** 1.5e+10 as its mantissa and exponent; the exponent has two digits at least. */
function scientific(value: number, digits: number): { mantissa: string; exponent: string } {
  const [mantissa, exponent] = signed(rounded(value, digits, 'toExponential'), value).split('e');
  return {
    mantissa: digits === 0 ? `${mantissa}.` : mantissa,
    exponent: exponent[0] + exponent.slice(1).padStart(2, '0'),
  };
}

/** JavaScript drops the sign of -0. */
function signed(text: string, value: number): string {
  return Object.is(value, -0) ? `-${text}` : text;
}

/** A float alone: 3.0, 1e-05, nan. */
export function floatText(value: number, dtype: DType): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const magnitude = Math.abs(value);
  const large = dtype === 'float32' ? 1e6 : 1e16;
  if (value !== 0 && (magnitude >= large || magnitude < 1e-4)) {
    const [mantissa, exponent] = shortest(value, dtype).split('e');
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  const [mantissa, exponent] = shortest(value, dtype).split('e');
  const after = Math.max(mantissa.replace(/[-.]/g, '').length - 1 - Number(exponent), 1);
  return signed(rounded(value, after, 'toFixed'), value);
}

function nonFinite(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

/** How NumPy writes the floats of one array: all with the point in one column, all positional or all with exponents. */
export function floatFormat(values: readonly number[], dtype: DType): (value: number) => string {
  const finite = values.filter(Number.isFinite);
  const sizes = finite.filter((value) => value !== 0).map(Math.abs);
  const most = sizes.reduce((a, b) => Math.max(a, b), 0),
    least = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  const large = dtype === 'float32' ? 1e6 : 1e8;
  const exponential = sizes.length > 0 && (most >= large || least < 1e-4 || most / least > 1000);
  return exponential ? exponentialFormat(values, finite, dtype) : positionalFormat(values, finite, dtype);
}

function positionalFormat(
  values: readonly number[],
  finite: readonly number[],
  dtype: DType,
): (value: number) => string {
  const parts = finite.map((value) => positional(value, dtype).split('.'));
  const left = Math.max(0, ...parts.map(([whole]) => whole.length)),
    right = Math.max(0, ...parts.map(([, fraction]) => fraction.length));
  const width = fieldWidth(values, finite, left, right);
  return (value) => {
    if (!Number.isFinite(value)) return nonFinite(value).padStart(width);
    const [whole, fraction] = positional(value, dtype).split('.');
    return `${whole}.${fraction.padEnd(right)}`.padStart(width);
  };
}

function exponentialFormat(
  values: readonly number[],
  finite: readonly number[],
  dtype: DType,
): (value: number) => string {
  const needed = (value: number) => {
    const [mantissa] = shortest(value, dtype).split('e');
    const digits = Math.min(mantissa.replace(/[-.]/g, '').length - 1, PRECISION);
    return withoutZeros(scientific(value, digits).mantissa).split('.');
  };
  const parts = finite.map(needed);
  const left = Math.max(0, ...parts.map(([whole]) => whole.length));
  const precision = Math.max(0, ...parts.map(([, fraction]) => fraction.length));
  const exponents = Math.max(0, ...finite.map((value) => scientific(value, precision).exponent.length - 1));
  const width = fieldWidth(values, finite, left, exponents + 2 + precision);
  return (value) => {
    if (!Number.isFinite(value)) return nonFinite(value).padStart(width);
    const { mantissa, exponent } = scientific(value, precision);
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(exponents, '0')}`.padStart(width);
  };
}

/** nan and inf may need more room than the numbers. */
function fieldWidth(values: readonly number[], finite: readonly number[], left: number, right: number): number {
  const width = left + 1 + right;
  if (values.length === finite.length) return width;
  return Math.max(width, values.includes(-Infinity) ? 4 : 3);
}
