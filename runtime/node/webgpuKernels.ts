import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { functions, functionsText } from './webgpuFunctions';
import { runElements } from './webgpuProgram';

/** Puts better kernels in the place of some of a backend's that is registered under this name. */
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

const kernels: Record<string, Kernel> = {
  [tf.Cast]: cast,
  ...Object.fromEntries(Object.entries(functions).map(([kernelName, name]) => [kernelName, functionOf(name)])),
};
