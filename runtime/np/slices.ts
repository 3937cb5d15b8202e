import { told } from './arguments';
import { NpError } from './errors';
import { View } from './view';

/** One entry of an index: a position that drops its axis, or a range that keeps it. */
export type Part =
  | { kind: 'position'; at: number }
  | { kind: 'range'; start?: number; stop?: number; step: number }
  | { kind: 'rest' };

const known = new Map<string, Part>();

/** '1:3', '::2', '-1', ':' and '...', as in Python. */
export function parsePart(name: string, text: number | string): Part {
  if (typeof text === 'number') return { kind: 'position', at: text };
  if (typeof text !== 'string') throw new NpError(name, 'noIndex', { text: told(text) });
  const before = known.get(text);
  if (before !== undefined) return before;
  const part = parse(name, text.trim());
  if (known.size < 1000) known.set(text, part);
  return part;
}

function parse(name: string, text: string): Part {
  if (text === '...') return { kind: 'rest' };
  const pieces = text.split(':').map((piece) => {
    const trimmed = piece.trim();
    if (trimmed === '') return undefined;
    if (!/^[+-]?\d+$/.test(trimmed)) throw unclear(name, text);
    return Number(trimmed);
  });
  if (pieces.length > 3) throw unclear(name, text);
  if (pieces.length === 1) {
    if (pieces[0] === undefined) throw unclear(name, text);
    return { kind: 'position', at: pieces[0] };
  }
  const [start, stop, step = 1] = pieces;
  if (step === 0) throw new NpError(name, 'sliceStepZero');
  return { kind: 'range', start, stop, step };
}

function unclear(name: string, text: string): NpError {
  return new NpError(name, 'noIndex', { text });
}

/** '...' replaced by as many ':' as are missing; axes that are not named are whole. */
export function expandRest<P extends { kind: string }>(
  name: string,
  parts: P[],
  used: (part: P) => number,
  rank: number,
): (P | Part)[] {
  const rests = parts.filter((part) => part.kind === 'rest').length;
  if (rests > 1) throw new NpError(name, 'oneEllipsis');
  const count = parts.reduce((total, part) => total + (part.kind === 'rest' ? 0 : used(part)), 0);
  if (count > rank) throw new NpError(name, 'tooManyIndices', { rank, count });
  const whole: Part[] = Array.from({ length: rank - count }, () => ({ kind: 'range', step: 1 }));
  const place = parts.findIndex((part) => part.kind === 'rest');
  return place < 0 ? [...parts, ...whole] : [...parts.slice(0, place), ...whole, ...parts.slice(place + 1)];
}

/** A position counted from the end where negative. */
export function checkedPosition(name: string, at: number, axis: number, length: number): number {
  if (!Number.isInteger(at)) throw new NpError(name, 'indexNotInteger', { at });
  if (at < -length || at >= length) throw new NpError(name, 'positionOutOfBounds', { at, axis, length });
  return at < 0 ? at + length : at;
}

/** First position, step and count of a range on an axis, clipped as in Python. */
export function resolveRange(
  part: { start?: number; stop?: number; step: number },
  length: number,
): { first: number; count: number } {
  const { step } = part;
  const low = step > 0 ? 0 : -1,
    high = step > 0 ? length : length - 1;
  const clipped = (at: number | undefined, missing: number) => {
    if (at === undefined) return missing;
    return Math.min(Math.max(at < 0 ? at + length : at, low), high);
  };
  const first = clipped(part.start, step > 0 ? low : high);
  const stop = clipped(part.stop, step > 0 ? high : low);
  return { first, count: Math.max(Math.ceil((stop - first) / step), 0) };
}

/** A view of what positions and ranges choose. */
export function sliceView(name: string, view: View, indices: readonly (number | string)[]): View {
  const parts = expandRest(
    name,
    indices.map((index) => parsePart(name, index)),
    () => 1,
    view.shape.length,
  );
  const shape: number[] = [],
    strides: number[] = [];
  let { offset } = view;
  parts.forEach((part, axis) => {
    const length = view.shape[axis],
      stride = view.strides[axis];
    if (part.kind === 'position') offset += checkedPosition(name, part.at, axis, length) * stride;
    else if (part.kind === 'range') {
      const { first, count } = resolveRange(part, length);
      if (count > 0) offset += first * stride;
      shape.push(count);
      strides.push(stride * part.step);
    }
  });
  return new View(view.storage, offset, shape, strides, view.readonly);
}
