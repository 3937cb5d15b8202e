import * as np from '../../runtime/np/np';
import { fromJson, type ArraySpec } from './arraySpec';
import type { Argument, Case } from './cases';

/** What either side says: an array, several, a text, or that it threw. */
export type Answer =
  | { kind: 'array'; dtype: string | undefined; shape: number[]; values: number[] }
  | { kind: 'several'; items: Answer[] }
  | { kind: 'text'; text: string }
  | { kind: 'threw'; message: string };

function build(spec: ArraySpec): { base: np.NDArray; view: np.NDArray } {
  const base = np.array(spec.elements.map(fromJson), spec.dtype).reshape(spec.shape);
  let view = base;
  for (const step of spec.steps) {
    if (step.step === 'slice') view = view.slice(...step.parts);
    else if (step.step === 'transpose') view = view.transpose(step.axes);
    else view = np.broadcast_to(view, step.shape);
  }
  return { base, view };
}

function argument(given: Argument): unknown {
  if (Array.isArray(given)) return given.map(argument);
  if (typeof given !== 'object' || given === null) return given;
  if ('array' in given) return build(given.array).view;
  return 'list' in given ? given.list.map(argument) : fromJson(given.number);
}

type Call = (...args: unknown[]) => unknown;

const methods: Record<string, Call> = {
  astype: (a, dtype) => (a as np.NDArray).astype(dtype as np.DType),
  toString: (a: unknown) => (a as np.NDArray).toString(),
  slice: (a, ...parts) => (a as np.NDArray).slice(...(parts as string[])),
  iterate: (a) => [...(a as np.NDArray)],
};

const views: Record<string, (a: np.NDArray, ...args: unknown[]) => np.NDArray> = {
  itself: (a) => a,
  T: (a) => a.T,
  reshape: (a, shape) => a.reshape(shape as number[]),
  ravel: (a) => a.ravel(),
  slice: (a, ...parts) => a.slice(...(parts as string[])),
  swapaxes: (a, first, second) => a.swapaxes(first as number, second as number),
  expand_dims: (a, axis) => a.expand_dims(axis as number),
  squeeze: (a) => a.squeeze(),
  flip: (a) => np.flip(a),
  flatten: (a) => a.flatten(),
  copy: (a) => a.copy(),
};

function answerOf(result: unknown): Answer {
  if (typeof result === 'string') return { kind: 'text', text: result };
  if (Array.isArray(result)) return { kind: 'several', items: result.map(answerOf) };
  if (typeof result === 'number' || typeof result === 'boolean') {
    return { kind: 'array', dtype: undefined, shape: [], values: [Number(result)] };
  }
  const array = result as np.NDArray;
  const values = array.copy().reshape(-1).toArray<(number | boolean)[]>();
  return { kind: 'array', dtype: array.dtype, shape: array.shape, values: values.map(Number) };
}

export function runCase(each: Case): Answer {
  try {
    if ('function' in each) {
      const run = methods[each.function] ?? (np as unknown as Record<string, Call>)[each.function];
      return answerOf(run(...each.args.map(argument)));
    }
    const { base, view } = build(each.target);
    const seen = views[each.through.view](view, ...each.through.args.map(argument));
    const args = each.args.map(argument);
    if (each.write === 'overlap') seen.set(each.to!, seen.slice(...each.from!));
    else if (each.write === 'set') seen.set(args[0] as np.IndexPart[], args[1] as np.ArrayLike);
    else if (each.write === 'fill') seen.fill(args[0] as number);
    else (np as unknown as Record<string, Call>)[each.write](seen, ...args);
    return answerOf(base);
  } catch (error) {
    if (error instanceof np.NpError) return { kind: 'threw', message: error.message };
    return { kind: 'text', text: `np broke: ${String(error)}` };
  }
}
