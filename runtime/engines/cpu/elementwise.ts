import type { DType } from '../../protocol/value';
import type { BinaryOp, Input, Storage, Strided, UnaryOp } from '../engine';
import { elementsOf, isFloat } from '../javascript/hostStorage';
import { binaryCodes, unaryCodes } from '../kernelCodes';
import type { KernelMemory } from './kernelMemory';
import { port, Slot, type Port } from './port';
import { stream } from './stream';

/** The slot of results. */
const last = 3;

/** Streams the operands; `run` computes n results into the slot of results, and gives 0 where no kernel takes them. */
function streamed(
  memory: KernelMemory,
  operands: readonly Port[],
  shape: readonly number[],
  out: Storage,
  run: (n: number, to: Slot) => number,
): boolean {
  const to = new Slot(memory, last, out.dtype);
  const results = elementsOf(out);
  return stream(memory, operands, shape, out.length, (done, n) => {
    if (run(n, to) === 0) return false;
    to.take(results, done, n);
    return true;
  });
}

export function unary(memory: KernelMemory, op: UnaryOp, x: Strided, out: Storage): boolean {
  const code = unaryCodes[op];
  const dtype = out.dtype === 'bool' ? x.dtype : out.dtype;
  if (code === undefined || !(isFloat(dtype) || op === 'logicalNot')) return false;
  const from = port(memory, 0, dtype, x);
  const { pointer, code: type } = from.slot;
  return streamed(memory, [from], x.shape, out, (n, to) => memory.run.unary(code, type, n, pointer, 1, to.pointer));
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
  return streamed(memory, [a, b], shape, out, (n, to) =>
    memory.run.binary(code, a.slot.code, n, a.slot.pointer, a.step, b.slot.pointer, b.step, to.pointer),
  );
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
  const { pointer } = test.slot;
  return streamed(memory, [test, a, b], condition.shape, out, (n, to) =>
    memory.run.where(to.code, n, pointer, 1, a.slot.pointer, a.step, b.slot.pointer, b.step, to.pointer),
  );
}

export function clip(memory: KernelMemory, x: Strided, low: Input, high: Input, out: Storage): boolean {
  if (!isFloat(out.dtype)) return false;
  const from = port(memory, 0, out.dtype, x),
    a = port(memory, 1, out.dtype, low),
    b = port(memory, 2, out.dtype, high);
  const { pointer } = from.slot;
  return streamed(memory, [from, a, b], x.shape, out, (n, to) =>
    memory.run.clip(to.code, n, pointer, 1, a.slot.pointer, a.step, b.slot.pointer, b.step, to.pointer),
  );
}
