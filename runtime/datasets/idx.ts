/** What an IDX file holds: an array of one of three element types, in row-major order. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array | Int32Array | Float32Array;
}

/** The file is not IDX, or is damaged. */
export class IdxError extends Error {
  override readonly name = 'IdxError';
}

// The format of MNIST's files: two zero bytes, a byte for the type, a byte for the number of axes, the length of each axis
// as a 32-bit integer, then the elements. All numbers are big-endian.
const UINT8 = 0x08;
const INT32 = 0x0c;
const FLOAT32 = 0x0d;

export function readIdx(bytes: Uint8Array): IdxArray {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new IdxError('not an IDX file but a gzip file: unpack it first');
  if (bytes.length < 4) throw new IdxError(`not an IDX file: ${bytes.length} bytes are too few for its header`);
  const [zero, stillZero, type, rank] = bytes;
  if (zero !== 0 || stillZero !== 0)
    throw new IdxError(`not an IDX file: it begins with ${hex(bytes.subarray(0, 4))}, not with 00 00`);
  if (type !== UINT8 && type !== INT32 && type !== FLOAT32) {
    throw new IdxError(`IDX type ${hex([type])} is not supported, only 08 (uint8), 0c (int32) and 0d (float32)`);
  }
  const start = 4 + 4 * rank;
  if (bytes.length < start)
    throw new IdxError(`truncated IDX file: a header of rank ${rank} has ${start} bytes, the file ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, length) => product * length, 1);
  const expected = start + count * (type === UINT8 ? 1 : 4);
  if (bytes.length !== expected) {
    const damage = bytes.length < expected ? 'truncated IDX file' : 'IDX file with bytes left over';
    throw new IdxError(`${damage}: shape (${shape.join(', ')}) needs ${expected} bytes, the file has ${bytes.length}`);
  }
  switch (type) {
    case UINT8:
      return { shape, data: new Uint8Array(bytes.subarray(start)) };
    case INT32:
      return { shape, data: Int32Array.from({ length: count }, (_, i) => view.getInt32(start + 4 * i)) };
    case FLOAT32:
      return { shape, data: Float32Array.from({ length: count }, (_, i) => view.getFloat32(start + 4 * i)) };
    default:
      return type satisfies never;
  }
}

export function writeIdx({ shape, data }: IdxArray): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length)
    throw new IdxError(`shape (${shape.join(', ')}) has ${count} elements, the data ${data.length}`);
  if (shape.length > 255) throw new IdxError(`IDX holds at most 255 axes, not ${shape.length}`);
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.byteLength);
  const view = new DataView(bytes.buffer);
  bytes[2] = data instanceof Uint8Array ? UINT8 : data instanceof Int32Array ? INT32 : FLOAT32;
  bytes[3] = shape.length;
  for (const [axis, length] of shape.entries()) view.setUint32(4 + 4 * axis, length);
  if (data instanceof Uint8Array) bytes.set(data, start);
  else if (data instanceof Int32Array) for (const [i, x] of data.entries()) view.setInt32(start + 4 * i, x);
  else for (const [i, x] of data.entries()) view.setFloat32(start + 4 * i, x);
  return bytes;
}

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
