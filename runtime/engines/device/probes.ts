import type { ArgReduceOp, BinaryOp, Engine, ReduceOp, ScanOp, Storage, Strided, UnaryOp } from '../engine';
import { inOrder } from '../javascript/hostStorage';
import { type CarefulOperation, carefulOperations } from './device';
import type { Storages } from './storages';

export type Operation =
  | `unary:${UnaryOp}`
  | `binary:${BinaryOp}`
  | `reduce:${ReduceOp}`
  | `argReduce:${ArgReduceOp}`
  | `scan:${ScanOp}`
  | 'where'
  | 'clip'
  | 'sort'
  | 'moments'
  | 'pool:max';

/** As keys, so that the compiler misses none that there is. */
const names = <Name extends string>(all: Record<Name, 0>): Name[] => Object.keys(all) as Name[];

// oxfmt-ignore
const operations: readonly Operation[] = [
  ...names<UnaryOp>({
    negative: 0, abs: 0, sign: 0, square: 0, sqrt: 0, exp: 0, expm1: 0, log: 0, log1p: 0, log2: 0, log10: 0, sin: 0, cos: 0, tan: 0,
    tanh: 0, floor: 0, ceil: 0, rint: 0, isnan: 0, isinf: 0, isfinite: 0, logicalNot: 0,
  }).map((op) => `unary:${op}` as const),
  ...names<BinaryOp>({
    add: 0, subtract: 0, multiply: 0, divide: 0, floorDivide: 0, mod: 0, power: 0, maximum: 0, minimum: 0, equal: 0, notEqual: 0,
    less: 0, lessEqual: 0, greater: 0, greaterEqual: 0, logicalAnd: 0, logicalOr: 0, logicalXor: 0,
  }).map((op) => `binary:${op}` as const),
  ...names<ReduceOp>({ sum: 0, prod: 0, max: 0, min: 0, any: 0, all: 0 }).map((op) => `reduce:${op}` as const),
  ...names<ArgReduceOp>({ argmax: 0, argmin: 0 }).map((op) => `argReduce:${op}` as const),
  ...names<ScanOp>({ cumsum: 0, cumprod: 0 }).map((op) => `scan:${op}` as const),
  'where', 'clip', 'sort', 'moments', 'pool:max',
];

export type Route = 'plain' | 'careful' | 'host';

export interface ProbedRoute {
  operation: Operation;
  route: Exclude<Route, 'plain'>;
}

type Question = (engine: Engine) => Storage[];

/** What drivers and shader compilers have been seen to get wrong, among numbers that they get right. */
const special = [NaN, Infinity, -Infinity, -0, 0, 1, -2.5, 3.75];

/**
 * Asks each operation, the first time that it is used on this device, what it makes of NaN, infinities and -0, and asks the host the same.
 * Where they differ the operation takes another form, and if that is wrong as well, the host.
 */
export class Probes {
  readonly #routes = new Map<Operation, Route>();
  readonly #device: Engine;
  readonly #host: Engine;
  readonly #storages: Storages;

  constructor(device: Engine, host: Engine, storages: Storages) {
    this.#device = device;
    this.#host = host;
    this.#storages = storages;
  }

  routeOf(operation: Operation): Route {
    const known = this.#routes.get(operation);
    if (known !== undefined) return known;
    // While it is asked, it is asked of the device.
    this.#routes.set(operation, 'plain');
    const route = this.#found(operation);
    this.#routes.set(operation, route);
    return route;
  }

  /** Ahead of their use. */
  askAll(): void {
    for (const operation of operations) this.routeOf(operation);
  }

  routes(): ProbedRoute[] {
    return [...this.#routes].flatMap(([operation, route]) => (route === 'plain' ? [] : [{ operation, route }]));
  }

  #found(operation: Operation): Route {
    const { reads } = this.#storages;
    try {
      if (this.#agrees(operation)) return 'plain';
      if (!isCareful(operation)) return 'host';
      this.#storages.submit({ do: 'careful', operation });
      return this.#agrees(operation) ? 'careful' : 'host';
    } finally {
      // These reads are ours, not the learner's.
      this.#storages.reads = reads;
    }
  }

  #agrees(operation: Operation): boolean {
    return questionsOf(operation).every((ask) => {
      const expected = ask(this.#host),
        found = ask(this.#device);
      return expected.every((storage, i) => {
        const answer = this.#device.read(inOrder(found[i], [storage.length]));
        return this.#host
          .read(inOrder(storage, [storage.length]))
          .every((value, k) => alike(operation, value, answer[k]));
      });
    });
  }
}

const isCareful = (operation: Operation): operation is CarefulOperation =>
  (carefulOperations as readonly string[]).includes(operation);

/** Whether something is a number, and its sign, must be the same; digits may be rounded. */
function alike(operation: Operation, expected: number, found: number): boolean {
  if (Object.is(expected, found)) return true;
  if (expected === 0 && found === 0) return !exactZeros(operation);
  return Math.abs(expected - found) <= 1e-5 * Math.abs(expected);
}

const exactZeros = (operation: Operation): boolean => /^(unary|binary|where|clip)/.test(operation);

const floats = (engine: Engine, values: readonly number[], shape: readonly number[]): Strided =>
  inOrder(engine.upload('float32', Float32Array.from(values)), shape);

/** Each of `count` special numbers with each: rows of the first, columns of the second. */
function pairs(engine: Engine, count: number): [Strided, Strided] {
  const values = special.slice(0, count);
  const shape = [count, count];
  const first = values.flatMap((value) => values.map(() => value));
  return [
    floats(engine, first, shape),
    floats(
      engine,
      values.flatMap(() => values),
      shape,
    ),
  ];
}

/** Rows of five: some with NaN, with an infinity of either sign, with equals, of zeros, and plain ones. */
const rows = [
  [1, NaN, 3, NaN, 9],
  [NaN, 5, 5, 1, 2],
  [-Infinity, -7, -3, -7, -3],
  [2, Infinity, 2, Infinity, -1],
  [-4, -1, -2, -1, -Infinity],
  [Infinity, -Infinity, 1, NaN, 0.5],
  [3, 1, 2, 3, 1],
  [0, -0, 0, 0, -0],
  [0, NaN, 0, 0, 0],
];

const rowsOf = (engine: Engine): Strided => floats(engine, rows.flat(), [rows.length, 5]);

/** Shaders treat lengths that four divides in another way. */
const lengths = [7, 8];

function questionsOf(operation: Operation): Question[] {
  const [kind, op] = operation.split(':');
  switch (kind) {
    case 'unary':
      return lengths.map((count) => (engine) => {
        const out = engine.fresh(/^is|logical/.test(op) ? 'bool' : 'float32', count);
        engine.unary(op as UnaryOp, floats(engine, [...special.slice(0, count - 1), -0.4], [count]), out);
        return [out];
      });
    case 'binary':
      return lengths.map((count) => (engine) => {
        const [x, y] = pairs(engine, count);
        const out = engine.fresh(/qual|less|great|logical/.test(op) ? 'bool' : 'float32', count * count);
        engine.binary(op as BinaryOp, x, y, x.shape, out);
        return [out];
      });
    case 'where':
      return lengths.map((count) => (engine) => {
        const [x, y] = pairs(engine, count);
        const test = engine.upload(
          'bool',
          Uint8Array.from({ length: count * count }, (_, i) => (i % 3) & 1),
        );
        const out = engine.fresh('float32', count * count);
        engine.where(inOrder(test, x.shape), x, y, out);
        return [out];
      });
    case 'clip':
      return [-1, 0].map((low) => (engine) => {
        const out = engine.fresh('float32', special.length);
        engine.clip(floats(engine, special, [special.length]), low, 2, out);
        return [out];
      });
    case 'reduce':
      return [
        (engine) => {
          const out = engine.fresh(op === 'any' || op === 'all' ? 'bool' : 'float32', rows.length);
          engine.reduce(op as ReduceOp, rowsOf(engine), 1, out);
          return [out];
        },
      ];
    case 'argReduce':
      return [
        (engine) => {
          const out = engine.fresh('int32', rows.length);
          engine.argReduce(op as ArgReduceOp, rowsOf(engine), 1, out);
          return [out];
        },
      ];
    case 'scan':
      return [
        (engine) => {
          const out = engine.fresh('float32', rows.length * 5);
          engine.scan(op as ScanOp, rowsOf(engine), out);
          return [out];
        },
      ];
    case 'sort':
      return [
        (engine) => {
          const out = engine.fresh('int32', rows.length * 5);
          engine.sort(rowsOf(engine), 'positions', out);
          return [out];
        },
      ];
    case 'moments':
      return [
        (engine) => {
          const mean = engine.fresh('float32', rows.length),
            deviation = engine.fresh('float32', rows.length);
          engine.moments(rowsOf(engine), 1, mean, deviation);
          return [mean, deviation];
        },
      ];
    default:
      return [0, 1].map((pad) => (engine) => {
        const window = { height: 2, width: 2, stride: 2, pad };
        const count = pad === 0 ? 4 : 9;
        const out = engine.fresh('float32', count),
          positions = engine.fresh('int32', count);
        const image = [NaN, 1, 2, 2, -3, NaN, 2, 2, -Infinity, -1, 0.5, Infinity, -Infinity, -1, 3, Infinity];
        engine.pool('max', floats(engine, image, [1, 1, 4, 4]), window, out, positions);
        return [out, positions];
      });
  }
}
