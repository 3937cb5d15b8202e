import { describe, expect, it } from 'vitest';
import { WebgpuBuffers } from '../../runtime/node/webgpuBuffers';

/** A device that only counts its bytes. */
function counting() {
  const held = new Set<object>();
  let bytes = 0;
  const device = {
    limits: { maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 27 },
    createBuffer({ size }: { size: number }) {
      bytes += size;
      const buffer = {
        destroy() {
          expect(held.delete(buffer)).toBe(true);
          bytes -= size;
        },
      };
      held.add(buffer);
      return buffer;
    },
  };
  return { buffers: new WebgpuBuffers(device as unknown as GPUDevice), held: () => bytes };
}

const megabyte = 2 ** 20;

describe('buffers of a device', () => {
  it('serve again what is of their size and use', () => {
    const { buffers, held } = counting();
    const first = buffers.acquireBuffer(megabyte, 1);
    buffers.releaseBuffer(first);
    expect(buffers.acquireBuffer(megabyte, 2)).not.toBe(first);
    expect(buffers.acquireBuffer(megabyte + 4, 1)).not.toBe(first);
    expect(buffers.acquireBuffer(megabyte, 1)).toBe(first);
    expect(buffers.acquireBuffer(megabyte, 1)).not.toBe(first);
    expect(held()).toBe(buffers.numBytesAllocated);
    expect(buffers.numBytesUsed).toBe(4 * megabyte + 4);
  });

  it('of sizes that nobody asks for again go back to the device, the longest unused first', () => {
    const { buffers, held } = counting();
    const small = buffers.acquireBuffer(4, 1);
    buffers.releaseBuffer(small);
    for (let i = 0; i < 500; i++) {
      buffers.releaseBuffer(buffers.acquireBuffer(megabyte + 4 * i, 1));
      expect(held()).toBeLessThanOrEqual(64 * megabyte);
      // In use all the time.
      buffers.releaseBuffer(buffers.acquireBuffer(12, 1));
    }
    expect(held()).toBeGreaterThan(60 * megabyte);
    expect(buffers.acquireBuffer(4, 1)).not.toBe(small);
    expect(buffers.numBytesUsed).toBe(4);
  });

  it('are kept as long as there are no more than those in use', () => {
    const { buffers, held } = counting();
    const many = Array.from({ length: 200 }, () => buffers.acquireBuffer(megabyte, 1));
    for (const buffer of many.slice(0, 100)) buffers.releaseBuffer(buffer);
    expect(held()).toBe(200 * megabyte);
    for (const buffer of many.slice(100)) buffers.releaseBuffer(buffer);
    expect(held()).toBe(64 * megabyte);
  });

  it('that are not to be used again go at once', () => {
    const { buffers, held } = counting();
    buffers.releaseBuffer(buffers.acquireBuffer(megabyte, 1, true, false), false);
    expect(held()).toBe(0);
  });

  it('are no larger than the device allows', () => {
    const { buffers } = counting();
    expect(() => buffers.acquireBuffer(2 ** 27 + 4, 1)).toThrow('134217732 bytes in one array');
  });
});
