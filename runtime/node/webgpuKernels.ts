import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { functions, functionsText } from './webgpuFunctions';
import { runElements } from './webgpuProgram';

/** Puts better kernels in the place of some of the backend's own. */
export function improveKernels(backendName: string): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const original = tf.getKernel(kernelName, backendName);
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      ...original,
      kernelFunc: (params) => kernel(params) ?? original.kernelFunc(params),
    });
  }
}

/** Answers with nothing where the backend's own is as good. */
type Kernel = (params: Parameters<tf.KernelFunc>[0]) => tf.TensorInfo | undefined;

/** The backend's own leaves a float32 tensor on a buffer of integers, and some of its shaders then do not compile. */
const cast: Kernel = ({ inputs: { x }, attrs, backend }) =>
  x && x.dtype !== 'float32' && attrs?.dtype === 'float32'
    ? runElements(
        backend as WebGPUBackend,
        { key: 'toFloat', shape: x.shape, dtype: 'float32', value: 'f32(A[index])' },
        x,
      )
    : undefined;

const functionOf =
  (name: string): Kernel =>
  ({ inputs: { x }, backend }) =>
    x?.dtype === 'float32'
      ? runElements(
          backend as WebGPUBackend,
          { key: name, shape: x.shape, dtype: 'float32', value: `${name}(A[index])`, functions: functionsText },
          x,
        )
      : undefined;

/** The backend's own does it on the processor from five axes on, and waits for it in a way that only a browser has. */
const tile: Kernel = ({ inputs: { x }, attrs, backend }) => {
  if (!x || x.dtype === 'string' || x.dtype === 'complex64' || x.shape.length === 0) return undefined;
  const reps = attrs?.reps as number[];
  const rank = x.shape.length;
  const at = rank === 1 ? ['coords'] : [...'xyzwuv'].slice(0, rank).map((name) => `coords.${name}`);
  const length = rank === 1 ? ['uniforms.aShape'] : at.map((name) => name.replace('coords', 'uniforms.aShape'));
  return runElements(
    backend as WebGPUBackend,
    {
      key: `tile_${rank}`,
      shape: x.shape.map((length, axis) => length * reps[axis]!),
      dtype: x.dtype,
      functions: `fn source(index : i32) -> i32 {
        let coords = getCoordsFromIndex(index);
        return getIndexFromCoords${rank}D(${vector(rank)}(${at.map((name, k) => `${name} % ${length[k]}`).join()}), uniforms.aShape);
      }`,
      value: 'A[source(index)]',
    },
    x,
  );
};

/** What the backend calls the type of so many coordinates. */
const vector = (rank: number) => (rank === 1 ? 'i32' : rank < 5 ? `vec${rank}<i32>` : `vec${rank}`);

const kernels: Record<string, Kernel> = {
  [tf.Cast]: cast,
  [tf.Tile]: tile,
  ...Object.fromEntries(Object.entries(functions).map(([kernelName, name]) => [kernelName, functionOf(name)])),
};
