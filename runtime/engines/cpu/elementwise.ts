import type { DType } from '../../protocol/value';
import type { BinaryOp, Input, Storage, Strided, UnaryOp } from '../engine';
import { elementsOf } from '../javascript/hostStorage';
import { binaryCodes, unaryCodes } from '../kernelCodes';
import type { KernelMemory } from './kernelMemory';
import { port, Slot } from './port';
import { stream } from './stream';

/** The slot of results. */
const last = 3;

const isFloat = (dtype: DType) => dtype === 'float32' || dtype === 'float64';

export function unary(memory: KernelMemory, op: UnaryOp, x: Strided, out: Storage): boolean {
  const code = unaryCodes[op];
  const dtype = out.dtype === 'bool' ? x.dtype : out.dtype;
  if (code === undefined || !(isFloat(dtype) || op === 'logicalNot')) return false;
  const from = port(memory, 0, dtype, x);
  const { pointer, code: type } = from.slot;
  const to = new Slot(memory, last, out.dtype);
  const results = elementsOf(out);
  return stream(memory, [from], x.shape, out.length, (done, n) => {
    if (memory.run.unary(code, type, n, pointer, 1, to.pointer) === 0) return false;
    to.take(results, done, n);
    return true;
  });
}

export function binary(
  memory: KernelMemory,
  op: BinaryOp,
  x: Input,
  y: Input,
  shape: readonly number[],
  out: Storage,
): boolean {
  const code = binaryCodes[op];
  const dtype = out.dtype === 'bool' ? compared(x, y) : out.dtype;
  if (code === undefined || !takes(op, dtype, out.dtype)) return false;
  const a = port(memory, 0, dtype, x),
    b = port(memory, 1, dtype, y);
  const to = new Slot(memory, last, out.dtype);
  const results = elementsOf(out);
  return stream(memory, [a, b], shape, out.length, (done, n) => {
    if (memory.run.binary(code, a.slot.code, n, a.slot.pointer, a.step, b.slot.pointer, b.step, to.pointer) === 0)
      return false;
    to.take(results, done, n);
    return true;
  });
}

function takes(op: BinaryOp, dtype: DType, result: DType): boolean {
  if (op === 'logicalAnd' || op === 'logicalOr' || op === 'logicalXor') return dtype === 'bool';
  return isFloat(dtype) || (result === 'bool' && dtype === 'int32');
}

/** A dtype that holds both exactly. */
function compared(x: Input, y: Input): DType {
  const a = typeof x === 'number' ? undefined : x.dtype,
    b = typeof y === 'number' ? undefined : y.dtype;
  if (a !== undefined && b !== undefined) return a === b ? a : 'float64';
  const dtype = a ?? b ?? 'float64';
  const value = typeof x === 'number' ? x : y;
  const fits = dtype === 'float32' ? Math.fround : dtype === 'int32' ? (n: number) => n | 0 : Number;
  return dtype !== 'bool' && fits(value as number) === value ? dtype : 'float64';
}

export function where(memory: KernelMemory, condition: Strided, x: Input, y: Input, out: Storage): boolean {
  const test = port(memory, 0, 'bool', condition),
    a = port(memory, 1, out.dtype, x),
    b = port(memory, 2, out.dtype, y);
  const to = new Slot(memory, last, out.dtype);
  const results = elementsOf(out);
  return stream(memory, [test, a, b], condition.shape, out.length, (done, n) => {
    const { pointer } = test.slot;
    if (memory.run.where(to.code, n, pointer, 1, a.slot.pointer, a.step, b.slot.pointer, b.step, to.pointer) === 0)
      return false;
    to.take(results, done, n);
    return true;
  });
}

export function clip(memory: KernelMemory, x: Strided, low: Input, high: Input, out: Storage): boolean {
  if (!isFloat(out.dtype)) return false;
  const from = port(memory, 0, out.dtype, x),
    a = port(memory, 1, out.dtype, low),
    b = port(memory, 2, out.dtype, high);
  const to = new Slot(memory, last, out.dtype);
  const results = elementsOf(out);
  return stream(memory, [from, a, b], x.shape, out.length, (done, n) => {
    const { pointer } = from.slot;
    if (memory.run.clip(to.code, n, pointer, 1, a.slot.pointer, a.step, b.slot.pointer, b.step, to.pointer) === 0)
      return false;
    to.take(results, done, n);
    return true;
  });
}
