import type { Strided } from '../engine';
import { elementsOf, isContiguous, sizeOf } from '../javascript/hostStorage';
import { Loop } from '../javascript/loops';
import type { KernelMemory } from './kernelMemory';
import { move, port } from './port';
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
  const [s, t] = loop.steps;
  if (t !== 1) return false;
  loop.run([x.offset, out.offset], (at) => move(from, at[0], s, to, at[1], loop.length));
  return true;
}
