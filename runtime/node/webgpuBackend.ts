import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { WebgpuBuffers } from './webgpuBuffers';
import { keepIntegers } from './webgpuExact';
import type { OpenGpu } from './webgpuGpu';
import { improveKernels } from './webgpuKernels';

/** TensorFlow.js on a GPU. */
export class TensorGpu {
  readonly #backend: WebGPUBackend;
  #isLost = false;
  /** Whoever waits for a copy; one at a time. */
  #giveUp: (error: unknown) => void = () => {};
  #fence: [from: GPUBuffer, to: GPUBuffer] | undefined;

  /** `lost` rejects when the device is gone: what waits for it then would wait for ever. */
  static async start({ device, info, software }: OpenGpu, lost: Promise<never>): Promise<TensorGpu> {
    // Where a tensor's elements are still here, the backend would compute on the processor, whose answers differ.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
    tf.enableProdMode();
    const backend = new Backend(device, info);
    new WebgpuBuffers(device).serve(backend);
    improveKernels(name, software);
    tf.registerBackend(name, () => backend);
    await tf.setBackend(name);
    return new TensorGpu(backend, lost);
  }

  private constructor(backend: WebGPUBackend, lost: Promise<never>) {
    this.#backend = backend;
    lost.catch((error: unknown) => {
      this.#isLost = true;
      this.#giveUp(error);
    });
  }

  /** Has the GPU begin with all that it has been told. */
  submit(): void {
    this.#backend.ensureCommandEncoderReady();
    this.#backend.endComputePassEncoder();
    this.#backend.submitQueue();
  }

  /** Resolves when all is computed: a copy that comes last is. Dawn's own `onSubmittedWorkDone` resolves before. */
  async flush(): Promise<void> {
    const { device } = this.#backend;
    const [from, to] = (this.#fence ??= [
      device.createBuffer({ size: 4, usage: GPUBufferUsage.COPY_SRC }),
      device.createBuffer({ size: 4, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ }),
    ]);
    await this.#copied(from, 0, to, 4);
    to.unmap();
  }

  /** Elements of a tensor, which keeps no copy of them as `data()` would. A bool takes a byte there, and four on the GPU. */
  async read(tensor: tf.Tensor, offset: number, length: number, into: SharedArrayBuffer): Promise<void> {
    const backend = this.#backend;
    // The buffer's own dtype: a tensor may stand on one of another.
    const { values, resource, dtype } = backend.tensorMap.get(tensor.dataId);
    if (length === 0) return;
    if (values) return place((values as tf.TypedArray).subarray(offset, offset + length), tensor.dtype, into);
    const size = length * 4;
    const staging = backend.bufferManager.acquireBuffer(size, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
    await this.#copied(resource as GPUBuffer, offset * 4, staging, size);
    const mapped = staging.getMappedRange();
    place(dtype === 'float32' ? new Float32Array(mapped) : new Int32Array(mapped), tensor.dtype, into);
    staging.unmap();
    backend.bufferManager.releaseBuffer(staging);
  }

  /** Behind all that it has been told, and mapped. */
  async #copied(from: GPUBuffer, at: number, to: GPUBuffer, size: number): Promise<void> {
    const backend = this.#backend;
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    encoderOf(backend).copyBufferToBuffer(from, at, to, 0, size);
    backend.submitQueue();
    if (this.#isLost) throw new Error('the GPU was lost');
    // Not by a race with the loss: each would stay behind until there is one.
    await new Promise<void>((resolve, reject) => {
      this.#giveUp = reject;
      to.mapAsync(GPUMapMode.READ).then(resolve, reject);
    });
  }
}

const name = 'webgpu';

class Backend extends WebGPUBackend {
  override runWebGPUProgram(...args: Parameters<WebGPUBackend['runWebGPUProgram']>): tf.TensorInfo {
    const [program, inputs, dtype] = args;
    keepIntegers(program, inputs, dtype);
    return super.runWebGPUProgram(...args);
  }
}

function place(values: tf.TypedArray, dtype: tf.DataType, into: SharedArrayBuffer): void {
  if (dtype === 'float32') new Float32Array(into).set(values);
  else if (dtype === 'int32') new Int32Array(into).set(values);
  else new Uint8Array(into).set(values);
}

/** Of `ensureCommandEncoderReady`, which keeps it to the backend itself. */
function encoderOf(backend: WebGPUBackend): GPUCommandEncoder {
  return (backend as unknown as { commandEncoder: GPUCommandEncoder }).commandEncoder;
}
