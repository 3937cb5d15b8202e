import type { Strided } from '../engine';
import { elementsOf } from '../javascript/hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { Loop } from '../javascript/loops';
import type { KernelMemory } from './kernelMemory';
import { moveRows, port } from './port';
import { isTurned, stream } from './stream';

/** Runs are copied as they lie; only what must be turned passes through the kernels. */
export function copy(memory: KernelMemory, x: Strided, out: Strided): boolean {
  if (out.dtype === 'bool' && x.dtype !== 'bool') return false;
  const from = elementsOf(x.storage),
    to = elementsOf(out.storage);
  const loop = new Loop(x.shape, [x.strides, out.strides]);
  if (isTurned(loop, 0) && isContiguous(out)) {
    const source = port(memory, 0, out.dtype, x);
    return stream(memory, [source], x.shape, sizeOf(x.shape), (done, n) => {
      source.slot.take(to, out.offset + done, n);
      return true;
    });
  }
  const last = loop.shape.length - 1;
  if (last < 0) moveRows(from, x.offset, [0, loop.steps[0]], to, out.offset, [0, loop.steps[1]], 1, loop.length);
  else {
    const planes = new Loop(
      loop.shape.slice(0, last),
      loop.strides.map((strides) => strides.slice(0, last)),
    );
    const read = [loop.strides[0][last], loop.steps[0]] as const,
      written = [loop.strides[1][last], loop.steps[1]] as const;
    planes.run([x.offset, out.offset], ([i, k]) => {
      for (let n = planes.length; n > 0; n--, i += planes.steps[0], k += planes.steps[1])
        moveRows(from, i, read, to, k, written, loop.shape[last], loop.length);
    });
  }
  return true;
}
