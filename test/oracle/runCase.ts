import * as np from '../../runtime/np/np';
import { fromJson, laid, type ArraySpec } from './arraySpec';
import type { Argument, Case, Step } from './caseParts';

/** What either side says: an array, several, a text, or that it threw. */
export type Answer =
  | { kind: 'array'; dtype: string | undefined; half: boolean; shape: number[]; values: number[] }
  | { kind: 'several'; items: Answer[] }
  | { kind: 'text'; text: string }
  | { kind: 'threw'; message: string };

function build(spec: ArraySpec): { base: np.NDArray; view: np.NDArray } {
  const base = np.array(spec.elements.map(fromJson), spec.dtype).reshape(spec.shape);
  return { base, view: laid(base, spec.steps) };
}

function argument(given: Argument, known: readonly np.NDArray[] = []): unknown {
  if (Array.isArray(given)) return given.map((each) => argument(each, known));
  if (typeof given !== 'object' || given === null) return given;
  if ('array' in given) return build(given.array).view;
  if ('ref' in given) return known[given.ref];
  if ('options' in given) return given.options;
  return 'list' in given ? given.list.map((each) => argument(each, known)) : fromJson(given.number);
}

type Call = (...args: unknown[]) => unknown;

const shapeOf = (x: np.NDArray) => np.array(x.shape, 'int32');

/** What has no single right answer is compared by what it must satisfy; records come as lists. */
const spelled: Record<string, Call> = {
  astype: (a, dtype) => (a as np.NDArray).astype(dtype as np.DType),
  toString: (a: unknown) => (a as np.NDArray).toString(),
  slice: (a, ...parts) => (a as np.NDArray).slice(...(parts as string[])),
  iterate: (a) => [...(a as np.NDArray)],
  unique: (a, ...more) => {
    const found = np.unique(a as np.NDArray, ...(more as [boolean])) as np.NDArray | Record<string, np.NDArray>;
    return found instanceof np.NDArray ? found : Object.values(found);
  },
  'linalg.slogdet': (a) => Object.values(np.linalg.slogdet(a as np.NDArray)),
  'linalg.qr': (a, mode) => {
    const { q, r } = np.linalg.qr(a as np.NDArray, mode as 'reduced');
    return [np.matmul(q, r), np.matmul(q.swapaxes(-1, -2), q), np.abs(r)];
  },
  'linalg.svd': (a, full) => {
    const { u, s, vt } = np.linalg.svd(a as np.NDArray, full as boolean);
    const count = s.shape.at(-1)!;
    const product = np.matmul(
      u.slice('...', `:${count}`).multiply(np.expand_dims(s, -2)),
      vt.slice('...', `:${count}`, ':'),
    );
    return [s, product, np.matmul(u.swapaxes(-1, -2), u), np.matmul(vt, vt.swapaxes(-1, -2)), shapeOf(u), shapeOf(vt)];
  },
  'linalg.eigh': (a, part) => {
    const { w, v } = np.linalg.eigh(a as np.NDArray, part as 'L');
    const turned = v.swapaxes(-1, -2);
    return [w, np.matmul(v.multiply(np.expand_dims(w, -2)), turned), np.matmul(turned, v), shapeOf(v)];
  },
  'linalg.lstsq': (a, b) => {
    const { x, residuals, rank, s } = np.linalg.lstsq(a as np.NDArray, b as np.NDArray);
    return [x, residuals, rank, s];
  },
};

/** 'linalg.norm' is np.linalg.norm. */
function named(name: string): Call {
  const own = Object.hasOwn(spelled, name) ? spelled[name] : undefined;
  return own ?? (name.split('.').reduce<unknown>((from, part) => (from as Record<string, unknown>)[part], np) as Call);
}

export const views: Record<string, (a: np.NDArray, ...args: unknown[]) => np.NDArray> = {
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
  diagonal: (a, offset) => a.diagonal(offset as number),
  rot90: (a, k) => np.rot90(a, k as number),
};

function write(name: string, target: np.NDArray, args: unknown[]): void {
  if (name === 'set') target.set(args[0] as np.IndexPart[], args[1] as np.ArrayLike);
  else if (name === 'fill') target.fill(args[0] as number);
  else if (name === 'add to') np.copyto(target, np.add(target, args[0] as np.ArrayLike));
  else named(name)(target, ...args);
}

function answerOf(result: unknown): Answer {
  if (typeof result === 'string') return { kind: 'text', text: result };
  if (Array.isArray(result)) return { kind: 'several', items: result.map(answerOf) };
  if (typeof result === 'number' || typeof result === 'boolean') {
    return { kind: 'array', dtype: undefined, half: false, shape: [], values: [Number(result)] };
  }
  const array = result as np.NDArray;
  const values = array.copy().reshape(-1).toArray<(number | boolean)[]>();
  return { kind: 'array', dtype: array.dtype, half: false, shape: array.shape, values: values.map(Number) };
}

function attempt(run: () => unknown): Answer {
  try {
    return answerOf(run());
  } catch (error) {
    if (error instanceof np.NpError) return { kind: 'threw', message: error.message };
    return { kind: 'text', text: `np broke: ${String(error)}` };
  }
}

/** A program under way: its arrays are named by number, and a view that cannot be made is the array itself. */
export class Running {
  readonly arrays: np.NDArray[];
  readonly bases: np.NDArray[];

  constructor(specs: readonly ArraySpec[]) {
    const built = specs.map(build);
    this.bases = built.map(({ base }) => base);
    this.arrays = built.map(({ view }) => view);
  }

  run(step: Step): Answer {
    const args = step.args.map((each) => argument(each, this.arrays));
    switch (step.step) {
      case 'view': {
        const answer = attempt(() => {
          const view = views[step.view](this.arrays[step.of], ...args);
          this.arrays.push(view);
          return view;
        });
        if (answer.kind === 'threw') this.arrays.push(this.arrays[step.of]);
        return answer;
      }
      case 'write':
        return attempt(() => {
          write(step.write, this.arrays[step.to], args);
          return this.arrays[step.to];
        });
      case 'read':
        return attempt(() => named(step.function)(...args));
      default:
        return step satisfies never;
    }
  }
}

export function runCase(each: Case): Answer {
  if ('program' in each) {
    const running = new Running(each.arrays);
    const items = each.program.map((step) => running.run(step));
    return { kind: 'several', items: [...items, ...running.bases.map((base) => attempt(() => base))] };
  }
  if ('function' in each) return attempt(() => named(each.function)(...each.args.map((given) => argument(given))));
  return attempt(() => {
    const { base, view } = build(each.target);
    const seen = views[each.through.view](view, ...each.through.args.map((given) => argument(given)));
    if (each.write === 'overlap') seen.set(each.to!, seen.slice(...each.from!));
    else
      write(
        each.write,
        seen,
        each.args.map((given) => argument(given)),
      );
    return base;
  });
}
