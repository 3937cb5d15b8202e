/** A number as the unevaluated sum of two doubles: about 106 bits. */
type Pair = readonly [high: number, low: number];

/** a + b and what rounding lost (Knuth). */
function sum(a: number, b: number): Pair {
  const total = a + b;
  const part = total - a;
  return [total, a - (total - part) + (b - part)];
}

/** a * b and what rounding lost (Dekker): the factors are split into halves whose products are exact. */
function product(a: number, b: number): Pair {
  const total = a * b;
  const splitA = 134217729 * a;
  const splitB = 134217729 * b;
  const highA = splitA - (splitA - a);
  const highB = splitB - (splitB - b);
  const lowA = a - highA;
  const lowB = b - highB;
  return [total, lowA * lowB - (total - highA * highB - lowA * highB - highA * lowB)];
}

function add(a: Pair, b: Pair): Pair {
  const [high, low] = sum(a[0], b[0]);
  return sum(high, low + a[1] + b[1]);
}

function multiply(a: Pair, b: Pair): Pair {
  const [high, low] = product(a[0], b[0]);
  return sum(high, low + a[0] * b[1] + a[1] * b[0]);
}

function divide(a: Pair, b: Pair): Pair {
  const quotient = a[0] / b[0];
  const rest = add(a, multiply(b, [-quotient, 0]));
  return sum(quotient, rest[0] / b[0]);
}

const LN2: Pair = [Math.LN2, 2.3190468138462996e-17];
/** 1, 1/3, 1/5, ...: the first ones need both halves. */
const ODD_RECIPROCALS = Array.from({ length: 7 }, (_, k) => divide([1, 0], [2 * k + 1, 0]));

/**
 * The natural logarithm of a positive normal number, correctly rounded: engines differ in the last bit of `Math.log`, and
 * normal draws must not. With x = m 2^e and s = (m - 1) / (m + 1), log x = e log 2 + 2 (s + s^3/3 + s^5/5 + ...).
 */
export function exactLog(x: number): number {
  let exponent = Math.round(Math.log2(x));
  let m = x / 2 ** exponent;
  if (m > Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  const s = divide(sum(m, -1), sum(m, 1));
  const square = multiply(s, s);
  let tail = 0;
  for (let k = 18; k >= ODD_RECIPROCALS.length; k--) tail = 1 / (2 * k + 1) + square[0] * tail;
  let series: Pair = [tail, 0];
  for (let k = ODD_RECIPROCALS.length - 1; k >= 0; k--) series = add(ODD_RECIPROCALS[k], multiply(square, series));
  const [high, low] = multiply(s, series);
  return add(multiply(LN2, [exponent, 0]), [2 * high, 2 * low])[0];
}
