/**
 * Messages on a byte stream: header length, payload length (both u32, little-endian), a JSON header, and the
 * bytes of all `Uint8Array` leaves one after the other. In the header such a leaf is `{"$b": [offset, length]}`,
 * and a number that JSON cannot say is `{"$n": "NaN"}`.
 */
const prefixBytes = 8;
const maxHeaderBytes = 16 * 2 ** 20;
const maxPayloadBytes = 256 * 2 ** 20;

/** Leaves start at multiples of this, so that they can be viewed as any typed array. */
const alignment = 8;

const specialNumbers: Record<string, number> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

export class FrameError extends Error {
  override name = 'FrameError';
}

export function encodeFrame(message: unknown): Uint8Array {
  const leaves: Uint8Array[] = [];
  let payloadBytes = 0;
  const text = JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'number') {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return { $n: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (!(value instanceof Uint8Array)) return value;
    const offset = payloadBytes;
    leaves.push(value);
    payloadBytes += aligned(value.length);
    return { $b: [offset, value.length] };
  });
  const header = new TextEncoder().encode(text);
  checkSizes(header.length, payloadBytes);

  const frame = new Uint8Array(prefixBytes + header.length + payloadBytes);
  const prefix = new DataView(frame.buffer);
  prefix.setUint32(0, header.length, true);
  prefix.setUint32(4, payloadBytes, true);
  frame.set(header, prefixBytes);
  let at = prefixBytes + header.length;
  for (const leaf of leaves) {
    frame.set(leaf, at);
    at += aligned(leaf.length);
  }
  return frame;
}

/** Puts messages together from chunks of any size. Throws `FrameError` on what no encoder wrote. */
export class FrameDecoder {
  #chunks: Uint8Array[] = [];
  #buffered = 0;
  /** Bytes needed before it is worth looking again. */
  #wanted = prefixBytes;

  push(chunk: Uint8Array): unknown[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const messages: unknown[] = [];
    while (this.#buffered >= this.#wanted) {
      const bytes = this.#joined();
      const { headerBytes, payloadBytes } = readPrefix(bytes);
      const end = prefixBytes + headerBytes + payloadBytes;
      if (bytes.length < end) {
        this.#wanted = end;
        break;
      }
      messages.push(
        decode(bytes.subarray(prefixBytes, prefixBytes + headerBytes), bytes.slice(end - payloadBytes, end)),
      );
      this.#chunks = [bytes.subarray(end)];
      this.#buffered = bytes.length - end;
      this.#wanted = prefixBytes;
    }
    return messages;
  }

  #joined(): Uint8Array {
    const [first] = this.#chunks;
    if (first && this.#chunks.length === 1) return first;
    const bytes = new Uint8Array(this.#buffered);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [bytes];
    return bytes;
  }
}

function readPrefix(bytes: Uint8Array): { headerBytes: number; payloadBytes: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes);
  const headerBytes = view.getUint32(0, true);
  const payloadBytes = view.getUint32(4, true);
  checkSizes(headerBytes, payloadBytes);
  return { headerBytes, payloadBytes };
}

function checkSizes(headerBytes: number, payloadBytes: number): void {
  if (headerBytes > maxHeaderBytes) throw new FrameError(`a header of ${headerBytes} bytes is over the limit`);
  if (payloadBytes > maxPayloadBytes) throw new FrameError(`a payload of ${payloadBytes} bytes is over the limit`);
}

function decode(header: Uint8Array, payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header), (_, value: unknown) =>
      revive(value, payload),
    );
  } catch (error) {
    throw error instanceof FrameError ? error : new FrameError(`the header is no JSON: ${String(error)}`);
  }
}

function revive(value: unknown, payload: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Object.hasOwn(value, '$n')) {
    const name = (value as { $n: unknown }).$n;
    if (typeof name === 'string' && Object.hasOwn(specialNumbers, name)) return specialNumbers[name];
    throw new FrameError('an unknown number in the header');
  }
  if (!Object.hasOwn(value, '$b')) return value;
  const place = (value as { $b: unknown }).$b;
  if (!Array.isArray(place) || place.length !== 2) throw new FrameError('a malformed reference in the header');
  const [offset, length] = place as unknown[];
  if (!isCount(offset) || !isCount(length) || offset + length > payload.length) {
    throw new FrameError('a reference beyond the payload');
  }
  return payload.subarray(offset, offset + length);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;
