import { jsonNumber } from './arraySpec';
import type { Agreement, Case } from './caseParts';
import type { Answer } from './runCase';

/** What differs, or `undefined`. */
export function difference(ours: Answer, numpys: Answer, { agreement }: Pick<Case, 'agreement'>): string | undefined {
  if (ours.kind !== numpys.kind) {
    // int64 holds what int32 cannot: there we throw, by design.
    if (ours.kind === 'threw' && ours.message.includes('range of int32') && outOfInt32(numpys)) return undefined;
    return `ours ${summary(ours)}, NumPy's ${summary(numpys)}`;
  }
  if (ours.kind === 'threw' || numpys.kind === 'threw') return undefined;
  if (ours.kind === 'text' && numpys.kind === 'text') {
    return ours.text === numpys.text ? undefined : `ours\n${ours.text}\nNumPy's\n${numpys.text}`;
  }
  if (ours.kind === 'several' && numpys.kind === 'several') {
    if (ours.items.length !== numpys.items.length)
      return `ours ${ours.items.length} arrays, NumPy's ${numpys.items.length}`;
    return ours.items
      .map((item, i) => difference(item, numpys.items[i], { agreement }))
      .find((found) => found !== undefined);
  }
  return ours.kind === 'array' && numpys.kind === 'array' ? arrayDifference(ours, numpys, agreement) : undefined;
}

type ArrayAnswer = Extract<Answer, { kind: 'array' }>;

function arrayDifference(ours: ArrayAnswer, numpys: ArrayAnswer, agreement: Agreement): string | undefined {
  // A plain number carries no dtype.
  if (ours.dtype !== undefined && ours.dtype !== numpys.dtype)
    return `dtype: ours ${ours.dtype}, NumPy's ${numpys.dtype}`;
  if (ours.shape.join() !== numpys.shape.join()) return `shape: ours [${ours.shape}], NumPy's [${numpys.shape}]`;
  const at = ours.values.findIndex((value, i) => !agrees(value, numpys.values[i], numpys, agreement));
  return at < 0
    ? undefined
    : `element ${at}: ours ${jsonNumber(ours.values[at])}, NumPy's ${jsonNumber(numpys.values[at])}`;
}

function agrees(ours: number, numpys: number, { dtype, half }: ArrayAnswer, agreement: Agreement): boolean {
  if ((agreement === 'exact' || agreement === 'ulps') && ours === 0 && numpys === 0) return Object.is(ours, numpys);
  if (ours === numpys || (Number.isNaN(ours) && Number.isNaN(numpys))) return true;
  // Of bools NumPy makes its smallest floats.
  if (half) return Math.abs(ours - numpys) <= 2e-3 * Math.abs(numpys);
  if (agreement === 'exact' || agreement === 'either zero') return false;
  const single = dtype === 'float32';
  const epsilon = single ? 2 ** -23 : 2 ** -52;
  if (agreement === 'ulps') return Math.abs(ours - numpys) <= 4 * epsilon * Math.abs(numpys) + (single ? 1e-44 : 0);
  return Math.abs(ours - numpys) <= 16 * epsilon * Math.max(agreement.magnitude, Math.abs(numpys));
}

function outOfInt32(answer: Answer): boolean {
  return answer.kind === 'array' && answer.values.some((value) => Math.abs(value) > 2147483647);
}

function summary(answer: Answer): string {
  return answer.kind === 'array'
    ? `${answer.dtype} [${answer.shape}] ${answer.values.slice(0, 6)}`
    : answer.kind === 'threw'
      ? `threw ${answer.message}`
      : answer.kind;
}
