import type { Layout } from '../device';

/** How elements lie: all that the geometry of a view depends on. */
export type Lie = Pick<Layout, 'offset' | 'shape' | 'strides'>;

/**
 * A view as a box cut out of its storage. The storage's elements from `start` on, filled up with zeros where `padded`, are shaped
 * into `base`; of that, each axis from `begin` on gives `size` places, `step` apart, some of them `reversed`.
 */
export interface Box {
  start: number;
  padded: number;
  base: number[];
  begin: number[];
  size: number[];
  step: number[];
  reversed: number[];
  /** Which axis of the view each axis of the base is; -1 for one of which a single place is taken. */
  axes: number[];
}

/** Whether an axis has places that are all the same element. */
export const stands = ({ shape, strides }: Pick<Lie, 'shape' | 'strides'>, axis: number): boolean =>
  strides[axis] === 0 && shape[axis] > 1;

/** The shape in which an axis that stands still has length 1. */
export const compactShape = (layout: Lie): number[] =>
  layout.shape.map((length, axis) => (layout.strides[axis] === 0 ? 1 : length));

/** The same elements in the same order over as few axes as all of these views allow; they have one shape. */
export function merged<T extends Lie>(lies: readonly T[]): T[] {
  const shape: number[] = [];
  const strides = lies.map((): number[] => []);
  lies[0].shape.forEach((length, axis) => {
    if (length === 1) return;
    const last = shape.length - 1;
    const joins = last >= 0 && lies.every((lie, i) => strides[i][last] === lie.strides[axis] * length);
    if (joins) shape[last] *= length;
    else shape.push(length);
    lies.forEach((lie, i) => (strides[i][joins ? last : last + 1] = lie.strides[axis]));
  });
  return lies.map((lie, i) => ({ ...lie, shape, strides: strides[i] }));
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * The box that a view is, of a storage of `length` elements; `undefined` where its axes overlap. From the longest stride to the shortest,
 * each axis lies within one step of the one before: the largest length that divides both strides becomes its own stride in the base.
 */
export function boxOf({ offset, shape, strides }: Lie, length: number): Box | undefined {
  const moving = shape
    .map((count, axis) => ({ axis, count, stride: Math.abs(strides[axis]), turned: strides[axis] < 0 }))
    .filter(({ count, stride }) => count > 1 && stride !== 0)
    .sort((a, b) => b.stride - a.stride);
  const low = moving.reduce((at, { count, stride, turned }) => (turned ? at - (count - 1) * stride : at), offset);
  if (moving.length === 0) return single(low, length);

  const pitch: number[] = [];
  for (const { stride } of moving) pitch.push(pitch.length === 0 ? stride : gcd(pitch[pitch.length - 1], stride));
  const step = moving.map(({ stride }, i) => stride / pitch[i]);
  const rooms = pitch.map((own, i) => (i === 0 ? Infinity : pitch[i - 1] / own));
  const fits = (begin: readonly number[]) =>
    moving.every(({ count }, i) => begin[i] + (count - 1) * step[i] < rooms[i]);

  // Counted from the storage's start if nothing then lies across an edge; else from the view's own first element.
  let start = 0;
  let begin = placesOf(low, pitch);
  if (!fits(begin)) {
    start = low;
    begin = [...pitch.map(() => 0), 0];
    if (!fits(begin)) return undefined;
  }
  let rows = (length - start) / pitch[0];
  let padded = 0;
  if (start !== 0 || !Number.isInteger(rows)) {
    start += begin[0] * pitch[0];
    begin[0] = 0;
    rows = (moving[0].count - 1) * step[0] + 1;
    padded = Math.max(0, start + rows * pitch[0] - length);
  }
  const last = pitch[pitch.length - 1];
  const rest = last > 1 ? 1 : 0;
  return {
    start,
    padded,
    base: [rows, ...rooms.slice(1), ...(rest ? [last] : [])],
    begin: begin.slice(0, pitch.length + rest),
    size: [...moving.map(({ count }) => count), ...(rest ? [1] : [])],
    step: [...step, ...(rest ? [1] : [])],
    reversed: moving.flatMap(({ turned }, i) => (turned ? [i] : [])),
    axes: [...moving.map(({ axis }) => axis), ...(rest ? [-1] : [])],
  };
}

/** How often each pitch goes into what the ones before left, and the rest. */
function placesOf(offset: number, pitch: readonly number[]): number[] {
  const places = pitch.map((own) => {
    const place = Math.floor(offset / own);
    offset -= place * own;
    return place;
  });
  return [...places, offset];
}

const single = (at: number, length: number): Box => ({
  start: 0,
  padded: 0,
  base: [length],
  begin: [at],
  size: [1],
  step: [1],
  reversed: [],
  axes: [-1],
});

/** Where each element of a view lies in its storage, in C order; an axis that stands still counts once, or as often as `shape` says. */
export function placesIn(lie: Lie, shape: readonly number[] = compactShape(lie)): Int32Array {
  let places = Int32Array.of(lie.offset);
  shape.forEach((length, axis) => {
    const wider = new Int32Array(places.length * length);
    places.forEach((place, i) => {
      for (let k = 0; k < length; k++) wider[i * length + k] = place + k * lie.strides[axis];
    });
    places = wider;
  });
  return places;
}
