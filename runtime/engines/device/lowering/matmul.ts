import type { Command, Layout } from '../device';
import { type Bench, type Tensor, tensorType } from './bench';
import { cast } from './elementwise';
import { reshaped, spread } from './views';
import { isContiguous, sizeOf } from '../../layout';

/** A matrix that lies transposed is handed over as it lies, with a flag. */
export function matmul(bench: Bench, { x, y, out }: Extract<Command, { do: 'matmul' }>): Tensor {
  const dtype = tensorType(out.dtype);
  const a = factor(bench, x),
    b = factor(bench, y);
  // Whole numbers reach a device only where float32 holds their sums exactly.
  const product = bench.tf.matMul(
    cast(bench, a.tensor, 'float32'),
    cast(bench, b.tensor, 'float32'),
    a.transposed,
    b.transposed,
  );
  return cast(bench, product, dtype);
}

function factor(bench: Bench, x: Layout): { tensor: Tensor; transposed: boolean } {
  const turned = swapped(x);
  if (!isContiguous(x) && isContiguous(turned)) return { tensor: matrices(bench, turned), transposed: true };
  return { tensor: matrices(bench, x), transposed: false };
}

/** Behind each other, where they stand in more axes than shaders know. */
function matrices(bench: Bench, x: Layout): Tensor {
  const tensor = spread(bench, x);
  return x.shape.length > 4 ? reshaped(bench, tensor, [sizeOf(x.shape.slice(0, -2)), ...x.shape.slice(-2)]) : tensor;
}

function swapped(x: Layout): Layout {
  const rank = x.shape.length;
  const swap = (list: readonly number[]) => [...list.slice(0, rank - 2), list[rank - 1], list[rank - 2]];
  return { ...x, shape: swap(x.shape), strides: swap(x.strides) };
}
