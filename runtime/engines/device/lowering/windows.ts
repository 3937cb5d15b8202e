import type { Window } from '../../engine';
import { windowSteps } from '../../windowSteps';
import type { Command } from '../device';
import { type Bench, type Tensor, type TensorType, tensorType } from './bench';
import { cast } from './elementwise';
import { extreme } from './reductions';
import { summed } from './sums';
import { reshaped, spread } from './views';
import { columnSources, pixelSources, windowPixels } from './windowTables';

type Of<Do extends Command['do']> = Extract<Command, { do: Do }>;

const keyOf = (name: string, shape: readonly number[], { height, width, stride, pad }: Window): string =>
  `${name} ${shape.slice(1).join()} ${height} ${width} ${stride} ${pad}`;

/**
 * What a window sees is the same for every image: with the images last, each of its pixels is one row, which is fetched whole.
 * A last row of `value` stands for what pads an image.
 */
function pixelRows(bench: Bench, images: Tensor, count: number, value: number | undefined): Tensor {
  const rows = bench.tf.transpose(reshaped(bench, images, [count, images.size / count]), [1, 0]);
  if (value === undefined) return rows;
  const edge = bench.tf.broadcastTo(bench.number(value, rows.dtype as TensorType), [1, count]);
  return bench.tf.concat([rows, edge], 0);
}

export function im2col(bench: Bench, { x, window }: Of<'im2col'>): Tensor {
  const rows = pixelRows(bench, spread(bench, x), x.shape[0], window.pad > 0 ? 0 : undefined);
  const table = bench.positions(keyOf('im2col', x.shape, window), () => columnSources(x.shape, window));
  return bench.tf.transpose(bench.tf.gatherND(rows, table), [1, 0]);
}

/** Each pixel fetches all that came from it; where that is less than most have, a row of zeros. */
export function col2im(bench: Bench, { columns, shape, window, out }: Of<'col2im'>): Tensor {
  const { tf } = bench;
  const [images, channels, height, width] = shape;
  const given = cast(bench, spread(bench, columns), tensorType(out.dtype));
  const rows = pixelRows(bench, given, images, 0);
  const pixels = channels * height * width;
  const table = bench.positions(keyOf('col2im', shape, window), () => pixelSources(shape, window));
  const fetched = tf.gatherND(rows, table);
  const layers = table.shape[0] / pixels;
  const summed = layers === 1 ? fetched : tf.sum(tf.reshape(fetched, [layers, pixels, images]), 0);
  return tf.transpose(summed, [1, 0]);
}

/** The windows of every plane, the places within a window first: (height * width, OH * OW, N * C). */
function seen(bench: Bench, { x, window }: Of<'pool'>, edge: number): Tensor {
  const planes = x.shape[0] * x.shape[1];
  const rows = pixelRows(bench, spread(bench, x), planes, window.pad > 0 ? edge : undefined);
  const table = bench.positions(keyOf('pool', x.shape, window), () => windowPixels(x.shape, window));
  const size = window.height * window.width;
  return bench.tf.reshape(bench.tf.gatherND(rows, table), [size, table.shape[0] / size, planes]);
}

export function pool(bench: Bench, command: Of<'pool'>): { pooled: Tensor; positions: Tensor | undefined } {
  const { tf } = bench;
  const { op, x, window, out } = command;
  const dtype = tensorType(out.dtype);
  if (op === 'mean') {
    const values = cast(bench, seen(bench, command, 0), dtype);
    // Divided first: a sum of large numbers may be too large where their mean is not.
    const parts = tf.div(values, bench.number(window.height * window.width, 'float32'));
    return { pooled: tf.transpose(summed(bench, parts, [0]), [1, 0]), positions: undefined };
  }
  const { values, places, far, axes, restored } = tiles(command) ? tiled(bench, command) : gathered(bench, command);
  const best = extreme(bench, 'max', values, axes, 'pool:max');
  const pooled = restored(cast(bench, best, dtype));
  if (command.positions === undefined) return { pooled, positions: undefined };
  const kept = values.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  // The first place that is the largest, or NaN: what misses that lies behind them all.
  const other = tf.notEqual(values, reshaped(bench, best, kept));
  const misses = x.dtype === 'float32' ? tf.logicalAnd(other, tf.logicalNot(tf.isNaN(values))) : other;
  const cost = tf.add(tf.mul(tf.cast(misses, 'float32'), far), places);
  const first = tf.min(cost, axes);
  // A window that saw nothing but padding.
  const place = window.pad > 0 ? tf.where(tf.less(first, far), first, bench.number(-1, 'float32')) : first;
  return { pooled, positions: tf.cast(restored(place), 'int32') };
}

interface Windows {
  values: Tensor;
  /** Where each value stands in its plane; broadcasts to the values. In float32: TensorFlow computes int32 on the processor. */
  places: Tensor;
  /** Behind every place. */
  far: Tensor;
  /** The axes of a window. */
  axes: number[];
  restored: (result: Tensor) => Tensor;
}

/** Windows that lie side by side and cover all: then they are two axes of the images themselves. */
const tiles = ({ x, window: { height, width, stride, pad } }: Of<'pool'>): boolean =>
  pad === 0 && height === stride && width === stride && x.shape[2] % stride === 0 && x.shape[3] % stride === 0;

function tiled(bench: Bench, { x, window }: Of<'pool'>): Windows {
  const [images, channels, height, width] = x.shape;
  const shape = [images * channels, height / window.height, window.height, width / window.width, window.width];
  const given = spread(bench, x);
  return {
    values: reshaped(bench, given.dtype === 'bool' ? bench.tf.cast(given, 'int32') : given, shape),
    places: bench.table(`tiles ${shape.slice(1).join()}`, () =>
      bench.tf.tensor(
        Int32Array.from({ length: height * width }, (_, i) => i),
        [1, ...shape.slice(1)],
        'int32',
      ),
    ),
    far: bench.number(height * width, 'float32'),
    axes: [2, 4],
    restored: (result) => result,
  };
}

function gathered(bench: Bench, command: Of<'pool'>): Windows {
  const { x, window } = command;
  const size = window.height * window.width;
  const values = seen(bench, command, x.dtype === 'float32' ? -Infinity : -2147483648);
  const steps = windowSteps(x.shape[2], window.height, window) * windowSteps(x.shape[3], window.width, window);
  return {
    values: values.dtype === 'bool' ? bench.tf.cast(values, 'int32') : values,
    places: bench.table(keyOf('places', x.shape, window), () =>
      bench.tf.tensor3d(Float32Array.from(windowPixels(x.shape, window)), [size, steps, 1]),
    ),
    far: bench.number(x.shape[2] * x.shape[3], 'float32'),
    axes: [0],
    restored: (result) => bench.tf.transpose(result, [1, 0]),
  };
}
