import * as tf from '@tensorflow/tfjs-core';
import type { Layout } from '../engines/device/device';
import { Lowering } from '../engines/device/lowering/lowering';
import type { Entry } from '../engines/device/queueEntry';
import { isContiguous, sizeOf } from '../engines/layout';
import { TensorGpu } from './webgpuBackend';
import { openGpu } from './webgpuGpu';
import type { OpenGpu } from './webgpuGpu';
import { OutOfMemory } from './webgpuThread';
import type { AboutDevice, Fail, Work } from './webgpuThread';

/** A GPU that carries out what stands in a queue. */
export class GpuWork implements Work {
  readonly gpu: OpenGpu;
  readonly #tensors: TensorGpu;
  readonly #lowering = new Lowering(tf);
  #answer = new SharedArrayBuffer(0);
  #hasBegunAll = true;

  static async open(dawnFile: string, fail: Fail): Promise<GpuWork> {
    const gpu = await openGpu(dawnFile);
    gpu.device.addEventListener('uncapturederror', (event) => {
      const { error } = event as GPUUncapturedErrorEvent;
      fail(error instanceof GPUOutOfMemoryError ? new OutOfMemory(error.message) : new Error(error.message));
    });
    const lost = gpu.device.lost.then(({ message }): never => {
      const error = new Error(message || 'the GPU was lost');
      fail(error);
      throw error;
    });
    // It is noticed above, whether anything waits for it or not.
    lost.catch(() => undefined);
    return new GpuWork(gpu, await TensorGpu.start(gpu, lost));
  }

  private constructor(gpu: OpenGpu, tensors: TensorGpu) {
    this.gpu = gpu;
    this.#tensors = tensors;
  }

  get about(): AboutDevice {
    const { description, software } = this.gpu;
    return { description, software };
  }

  run(entry: Entry): void | Promise<void> {
    switch (entry.do) {
      case 'read':
        this.#answer = entry.answer ?? this.#answer;
        return this.#read(entry.x);
      case 'flush':
        return this.#tensors.flush();
      default:
        this.#hasBegunAll = false;
        return this.#lowering.run(entry);
    }
  }

  rest(): void {
    if (!this.#hasBegunAll) this.#tensors.submit();
    this.#hasBegunAll = true;
  }

  /** What lies together is copied from where it lies. */
  async #read(x: Layout): Promise<void> {
    const length = sizeOf(x.shape);
    if (isContiguous(x)) return this.#tensors.read(this.#lowering.storageOf(x.id), x.offset, length, this.#answer);
    const tensor = this.#lowering.tensorOf(x);
    await this.#tensors.read(tensor, 0, length, this.#answer);
    tensor.dispose();
  }
}
