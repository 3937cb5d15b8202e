import * as numpy from 'numpy-ts';
import * as kit from '../../runtime/kit/kit';
import { fromWire, isNDArray, toWire } from '../../runtime/np/wire';
import type { ModuleText } from '../../runtime/protocol/learner';
import type { Argument, Script } from '../../runtime/protocol/script';
import type { ArrayValue, Value } from '../../runtime/protocol/value';
import { evaluate } from '../../runtime/node/evaluate';
import { catalogue } from '../../runtime/script/catalogue';
import { decodeValue } from '../../runtime/script/decode';
import { encodeValue } from '../../runtime/script/encode';
import { loadModules } from '../../runtime/script/module';

type Theirs = ReturnType<typeof numpy.array>;

const elements = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};

/** An array of ours as one of theirs: the same elements, shape and dtype. */
function toTheirs(value: ArrayValue): Theirs {
  const { buffer, byteOffset, byteLength } = value.bytes;
  const flat = Array.from(new elements[value.dtype](buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer));
  return numpy.reshape(numpy.array(flat, value.dtype), value.shape);
}

/** Their int64 is our int32, as NumPy's is. */
function toOurs(array: Theirs): ArrayValue {
  const flat = numpy.ravel(numpy.array(array)).toArray() as (number | bigint | boolean)[];
  const dtype = String(array.dtype);
  const ours = dtype === 'float64' || dtype === 'float32' || dtype === 'bool' ? dtype : 'int32';
  const bytes = new Uint8Array(elements[ours].from(flat.map(Number)).buffer);
  return { kind: 'ndarray', dtype: ours, shape: [...array.shape], bytes };
}

/** It has several array classes. */
const isTheirs = (x: unknown): x is Theirs => typeof x === 'object' && x !== null && 'toArray' in x && 'dtype' in x;

/** A function of ours among arrays of theirs. */
const among =
  (ours: (...args: never[]) => unknown) =>
  (...args: unknown[]): unknown => {
    const result = ours(...(args.map((arg) => (isTheirs(arg) ? fromWire(toOurs(arg)) : arg)) as never[]));
    return isNDArray(result) ? toTheirs(toWire(result)) : result;
  };

const theirKit = Object.fromEntries(
  Object.entries(kit).map(([name, value]) => [name, typeof value === 'function' ? among(value as never) : value]),
);

/** Runs a script on a module whose `np` is numpy-ts; one value per step. */
export function runOnNumpyTs(script: Script, modules: readonly ModuleText[], main: string): Value[] {
  const exports = loadModules(modules, main, { np: numpy, kit: theirKit }, evaluate);
  numpy.random.seed(script.seed);
  const live: unknown[] = [];
  const realize = (argument: Argument): unknown => {
    switch (argument.kind) {
      case 'value':
        return argument.value.kind === 'ndarray' ? toTheirs(argument.value) : decodeValue(argument.value);
      case 'step':
        return live[argument.step];
      case 'catalogue':
        return among(Reflect.apply(Reflect.get(catalogue, argument.name), undefined, argument.args.map(oursOf)));
      case 'list':
        return argument.items.map(realize);
      case 'record':
        return Object.fromEntries(argument.entries.map(([key, item]) => [key, realize(item)]));
      case 'report':
        return undefined;
      default:
        return argument satisfies never;
    }
  };
  const oursOf = (argument: Argument): unknown =>
    argument.kind === 'value' ? decodeValue(argument.value) : realize(argument);
  for (const step of script.steps) {
    const on = 'on' in step ? (live[step.on] as object) : exports;
    const name = 'target' in step ? step.target : step.name;
    const made = Reflect.get(on, name);
    if (step.op === 'set') live.push(Reflect.set(on, name, realize(step.value)));
    else if (step.op === 'get') live.push(made);
    else if (step.op === 'construct') live.push(Reflect.construct(made, step.args.map(realize)));
    else live.push(Reflect.apply(made, on, step.args.map(realize)));
  }
  return live.map((value) => valueOf(value));
}

const isRecord = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && Object.getPrototypeOf(x) === Object.prototype;

const valueOf = (x: unknown): Value => {
  if (isTheirs(x)) return toOurs(x);
  if (Array.isArray(x)) return { kind: 'list', items: x.map(valueOf) };
  if (isRecord(x)) return { kind: 'record', entries: Object.entries(x).map(([key, item]) => [key, valueOf(item)]) };
  return encodeValue(x);
};
