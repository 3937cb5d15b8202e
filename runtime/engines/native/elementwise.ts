import type { DType } from '../../protocol/value';
import type { BinaryOp, Elements, Input, Storage, Strided, UnaryOp } from '../engine';
import { elementsOf, isFloat } from '../javascript/hostStorage';
import { binaryCodes, dtypeCodes, unaryCodes } from '../kernelCodes';
import type { NativeAddon } from './addon';
import type { Words } from './words';

const operand = (x: Input): Elements | number => (typeof x === 'number' ? x : elementsOf(x.storage));

export function unary(addon: NativeAddon, words: Words, op: UnaryOp, x: Strided, out: Storage): boolean {
  const code = unaryCodes[op];
  const compute = op === 'logicalNot' ? x.dtype : out.dtype === 'bool' ? x.dtype : floatFor(out.dtype, x);
  if (code === undefined || (op !== 'logicalNot' && !isFloat(compute))) return false;
  words.begin().put(code).put(dtypeCodes[compute]).inputs(x.shape, out.length, [x]);
  return addon.unary(words.block, elementsOf(x.storage), elementsOf(out)) === 1;
}

export function binary(
  addon: NativeAddon,
  words: Words,
  op: BinaryOp,
  x: Input,
  y: Input,
  shape: readonly number[],
  out: Storage,
): boolean {
  if (op === 'power' && y === 2 && typeof x === 'object') return unary(addon, words, 'square', x, out);
  const meant = out.dtype === 'bool' ? (ofBools[op] ?? op) : op;
  const code = binaryCodes[meant];
  const compute = computed(meant, x, y, out.dtype);
  if (code === undefined || compute === undefined) return false;
  words.begin().put(code).put(dtypeCodes[compute]).inputs(shape, out.length, [x, y]);
  return addon.binary(words.block, operand(x), operand(y), elementsOf(out)) === 1;
}

/** Arithmetic on bools, as NumPy means it. */
const ofBools: Partial<Record<BinaryOp, BinaryOp>> = {
  add: 'logicalOr',
  maximum: 'logicalOr',
  multiply: 'logicalAnd',
  minimum: 'logicalAnd',
};

/** The dtype that both inputs are converted to, so that nothing is lost; undefined where the kernels have no such arithmetic. */
function computed(op: BinaryOp, x: Input, y: Input, result: DType): DType | undefined {
  switch (op) {
    case 'logicalAnd':
    case 'logicalOr':
    case 'logicalXor':
      return 'bool';
    case 'equal':
    case 'notEqual':
    case 'less':
    case 'lessEqual':
    case 'greater':
    case 'greaterEqual':
      return common(x, y);
    default:
      return isFloat(result) ? floatFor(result, x, y) : undefined;
  }
}

/** float32 where the result and whatever goes into it have room in it. */
function floatFor(result: DType, ...inputs: Input[]): DType {
  const narrow = (input: Input) => typeof input === 'number' || input.dtype === 'float32' || input.dtype === 'bool';
  return result === 'float32' && inputs.every(narrow) ? 'float32' : result === 'int32' ? 'int32' : 'float64';
}

/** What is compared keeps its value: a number is converted only where it can be. */
function common(x: Input, y: Input): DType {
  const dtype = typeof x === 'object' ? x.dtype : typeof y === 'object' ? y.dtype : 'float64';
  return holds(dtype, x) && holds(dtype, y) ? dtype : 'float64';
}

function holds(dtype: DType, input: Input): boolean {
  if (typeof input === 'object') return input.dtype === dtype;
  switch (dtype) {
    case 'float64':
      return true;
    case 'float32':
      return Object.is(Math.fround(input), input);
    case 'int32':
      return (input | 0) === input;
    case 'bool':
      return input === 0 || input === 1;
    default:
      return dtype satisfies never;
  }
}

export function where(addon: NativeAddon, words: Words, condition: Strided, x: Input, y: Input, out: Storage): boolean {
  words.begin().inputs(condition.shape, out.length, [condition, x, y]);
  return addon.where(words.block, elementsOf(condition.storage), operand(x), operand(y), elementsOf(out)) === 1;
}

export function clip(addon: NativeAddon, words: Words, x: Strided, low: Input, high: Input, out: Storage): boolean {
  const whole = (bound: Input) => typeof bound === 'number' || bound.dtype === out.dtype;
  if (!isFloat(out.dtype) || x.dtype !== out.dtype || !whole(low) || !whole(high)) return false;
  words.begin().inputs(x.shape, out.length, [x, low, high]);
  return addon.clip(words.block, elementsOf(x.storage), operand(low), operand(high), elementsOf(out)) === 1;
}
