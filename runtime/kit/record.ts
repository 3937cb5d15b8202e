import type { NDArray } from '../np/np';
import { isNDArray, toWire } from '../np/wire';
import type { Argument, Step } from '../protocol/script';
import type { Value } from '../protocol/value';
import { FunctionArgument } from './functions';

/** Where the parts of a builder's result are found once the script has run. */
export type ResultTree =
  | { kind: 'step'; step: number }
  | { kind: 'value'; value: Value }
  | { kind: 'list'; items: ResultTree[] }
  | { kind: 'record'; entries: [string, ResultTree][] };

export interface Recording {
  steps: Step[];
  result: ResultTree;
}

/** A step whose place in the script is not final: reading a property may still turn out to be a method call. */
interface Draft {
  op: Step['op'];
  on?: Draft;
  name: string;
  args: unknown[];
}

/** Most items that an author may take out of one recorded list by destructuring. */
const maxItems = 32;

const draftOf = new WeakMap<object, Draft>();

/** Calls the author's builder with a `me` that writes down what is done with it. */
export function record(isClass: (name: string) => boolean, build: (me: never) => unknown): Recording {
  const drafts: Draft[] = [];

  const add = (draft: Draft): unknown => {
    drafts.push(draft);
    return handleTo(draft);
  };

  const handleTo = (draft: Draft): unknown => {
    const handle: object = new Proxy(() => {}, {
      get(_, name) {
        if (name === Symbol.iterator) return () => itemsOf(handle);
        if (typeof name === 'symbol') return undefined;
        return add({ op: 'get', on: draft, name, args: [] });
      },
      set(_, name, value) {
        add({ op: 'set', on: draft, name: String(name), args: [value] });
        return true;
      },
      apply(_, __, args) {
        if (draft.op !== 'get') throw new Error(`The result of ${draft.name} was called: only methods can be.`);
        const at = drafts.indexOf(draft);
        if (at >= 0) drafts.splice(at, 1);
        return add({ ...draft, op: 'method', args });
      },
    });
    draftOf.set(handle, draft);
    return handle;
  };

  const me = new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'symbol') return undefined;
        return (...args: unknown[]) => add({ op: isClass(name) ? 'construct' : 'call', name, args });
      },
    },
  );
  const built = build(me as never);
  return settle(drafts, built);
}

function* itemsOf(handle: object): Generator<unknown> {
  for (let i = 0; i < maxItems; i++) yield Reflect.get(handle, String(i));
  throw new Error('A recorded list was spread: take its items by destructuring.');
}

/** Now that no step moves any more, handles become step numbers. */
function settle(drafts: Draft[], built: unknown): Recording {
  const numbers = new Map(drafts.map((draft, i) => [draft, i]));
  const arrays = new Map<NDArray, Value>();

  const numberOf = (draft: Draft): number => {
    const found = numbers.get(draft);
    if (found === undefined) throw new Error(`${draft.name} was used both as a method and as a value.`);
    return found;
  };

  const arrayValue = (array: NDArray): Value => {
    const value = arrays.get(array) ?? toWire(array);
    arrays.set(array, value);
    return value;
  };

  const argument = (given: unknown): Argument => {
    const draft = draftBehind(given);
    if (draft) return { kind: 'step', step: numberOf(draft) };
    if (given instanceof FunctionArgument) {
      if (given.name === 'report') return { kind: 'report' };
      return { kind: 'catalogue', name: given.name, args: given.args.map(argument) };
    }
    if (isNDArray(given)) return { kind: 'value', value: arrayValue(given) };
    if (Array.isArray(given)) return { kind: 'list', items: given.map(argument) };
    if (isRecord(given)) return { kind: 'record', entries: mapEntries(given, argument) };
    return { kind: 'value', value: scalar(given) };
  };

  const result = (part: unknown): ResultTree => {
    const draft = draftBehind(part);
    if (draft) return { kind: 'step', step: numberOf(draft) };
    if (isNDArray(part)) return { kind: 'value', value: arrayValue(part) };
    if (Array.isArray(part)) return { kind: 'list', items: part.map(result) };
    if (isRecord(part)) return { kind: 'record', entries: mapEntries(part, result) };
    return { kind: 'value', value: scalar(part) };
  };

  const step = ({ op, on, name, args }: Draft): Step => {
    switch (op) {
      case 'call':
      case 'construct':
        return { op, target: name, args: args.map(argument) };
      case 'method':
        return { op, on: numberOf(on!), name, args: args.map(argument) };
      case 'get':
        return { op, on: numberOf(on!), name };
      case 'set':
        return { op, on: numberOf(on!), name, value: argument(args[0]) };
      default:
        return op satisfies never;
    }
  };

  return { steps: drafts.map(step), result: result(built) };
}

const draftBehind = (given: unknown): Draft | undefined =>
  typeof given === 'function' ? draftOf.get(given) : undefined;

const isRecord = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && Object.getPrototypeOf(given) === Object.prototype;

const mapEntries = <T>(given: Record<string, unknown>, map: (item: unknown) => T): [string, T][] =>
  Object.entries(given).map(([key, item]) => [key, map(item)]);

function scalar(given: unknown): Value {
  switch (typeof given) {
    case 'number':
      return { kind: 'number', value: given };
    case 'boolean':
      return { kind: 'bool', value: given };
    case 'string':
      return { kind: 'string', value: given };
    case 'undefined':
      return { kind: 'undefined' };
    default:
      if (given === null) return { kind: 'null' };
      throw new Error(`A recorded step was given ${String(given)}: data, handles and fn.* can be sent.`);
  }
}
