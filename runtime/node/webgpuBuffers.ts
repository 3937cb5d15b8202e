import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { OutOfMemory } from './webgpuThread';

/** Unused buffers are kept for the next that is of their size and use: so many bytes at least, and as many as are used. */
const leastKept = 64 << 20;

interface Kind {
  readonly size: number;
  readonly usage: number;
  readonly free: GPUBuffer[];
}

/**
 * Takes the place of the backend's own manager, which never gives memory back to the device, searches a list of all buffers of a
 * size for the one that is released, and asks the device for what is known here.
 */
export class WebgpuBuffers {
  numBytesUsed = 0;
  numBytesAllocated = 0;
  readonly #device: GPUDevice;
  readonly #largest: number;
  /** Those released last come last. */
  readonly #kinds = new Map<string, Kind>();
  readonly #used = new Map<GPUBuffer, Kind>();

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#largest = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  }

  /** Takes the backend's place for this one. */
  serve(backend: WebGPUBackend): void {
    Object.defineProperty(backend, 'bufferManager', { value: this });
  }

  acquireBuffer(size: number, usage: number, mappedAtCreation = false, reuse = true): GPUBuffer {
    const kind = this.#kindOf(size, usage);
    const buffer = (reuse ? kind.free.pop() : undefined) ?? this.#create(kind, mappedAtCreation);
    this.#used.set(buffer, kind);
    this.numBytesUsed += size;
    return buffer;
  }

  releaseBuffer(buffer: GPUBuffer, reuse = true): void {
    const kind = this.#used.get(buffer);
    if (!kind) return;
    this.#used.delete(buffer);
    this.numBytesUsed -= kind.size;
    if (!reuse) return this.#destroy(buffer, kind);
    const home = this.#kindOf(kind.size, kind.usage);
    home.free.push(buffer);
    const key = keyOf(kind.size, kind.usage);
    this.#kinds.delete(key);
    this.#kinds.set(key, home);
    this.#trim();
  }

  #kindOf(size: number, usage: number): Kind {
    const key = keyOf(size, usage);
    const known = this.#kinds.get(key);
    if (known) return known;
    const kind = { size, usage, free: [] };
    this.#kinds.set(key, kind);
    return kind;
  }

  #create({ size, usage }: Kind, mappedAtCreation: boolean): GPUBuffer {
    if (size > this.#largest) throw new OutOfMemory(`${size} bytes in one array: the device takes ${this.#largest}`);
    this.numBytesAllocated += size;
    return this.#device.createBuffer({ size, usage, mappedAtCreation });
  }

  #destroy(buffer: GPUBuffer, { size }: Kind): void {
    buffer.destroy();
    this.numBytesAllocated -= size;
  }

  #trim(): void {
    const kept = () => this.numBytesAllocated - this.numBytesUsed;
    const most = Math.max(leastKept, this.numBytesUsed);
    if (kept() <= most) return;
    for (const [key, kind] of this.#kinds) {
      while (kind.free.length > 0 && kept() > most) this.#destroy(kind.free.pop()!, kind);
      if (kind.free.length === 0) this.#kinds.delete(key);
      if (kept() <= most) return;
    }
  }
}

const keyOf = (size: number, usage: number) => `${size}_${usage}`;
