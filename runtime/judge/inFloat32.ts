import type { Argument, Step } from '../protocol/script';
import type { ArrayValue, Value } from '../protocol/value';
import { arrayValue, elementsOf } from './elements';

/** A step with whatever it is given in float32: as training is, and all that a device computes. */
export function float32(value: ArrayValue): ArrayValue {
  return value.dtype === 'float64' ? arrayValue('float32', value.shape, Array.from(elementsOf(value))) : value;
}

export function inFloat32(step: Step): Step {
  switch (step.op) {
    case 'call':
    case 'construct':
    case 'method':
      return { ...step, args: step.args.map(argumentInFloat32) };
    case 'set':
      return { ...step, value: argumentInFloat32(step.value) };
    case 'get':
      return step;
    default:
      return step satisfies never;
  }
}

function argumentInFloat32(argument: Argument): Argument {
  switch (argument.kind) {
    case 'value':
      return { kind: 'value', value: valueInFloat32(argument.value) };
    case 'list':
      return { kind: 'list', items: argument.items.map(argumentInFloat32) };
    case 'record':
      return { kind: 'record', entries: argument.entries.map(([key, item]) => [key, argumentInFloat32(item)]) };
    case 'catalogue':
      return { ...argument, args: argument.args.map(argumentInFloat32) };
    case 'step':
    case 'report':
      return argument;
    default:
      return argument satisfies never;
  }
}

const valueInFloat32 = (value: Value): Value => (value.kind === 'ndarray' ? float32(value) : value);
