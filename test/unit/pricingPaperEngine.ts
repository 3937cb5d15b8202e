import type { Engine, Storage, Strided } from '../../runtime/engines/engine';
import { newElements } from '../../runtime/engines/javascript/hostStorage';
import { sizeOf } from '../../runtime/engines/layout';

/** What an engine on paper takes, in milliseconds. */
export interface Pace {
  /** Asking for something, and beginning with it. */
  ask: number;
  begin: number;
  perElement: number;
  perMultiplication: number;
  /** Waiting for a result, and fetching it. */
  fetch: number;
  /** Whether what is asked for is computed later, while more is asked for. */
  queues: boolean;
  /** What comes between, by others that use the machine, while so many milliseconds of work are done. */
  disturbance?: (ms: number) => number;
}

/** Computes nothing, and says by a clock of its own how long that took. */
export function paperEngine(name: string, pace: Pace): { engine: Engine; now: () => number } {
  let here = 0,
    there = 0;
  const work = (ms: number): void => {
    here += pace.ask;
    there = Math.max(here, there) + pace.begin + ms;
    if (!pace.queues) here = there;
    here += pace.disturbance?.(pace.ask + pace.begin + ms) ?? 0;
  };
  const wait = (): void => {
    here = Math.max(here, there);
  };
  const over = (size: number): void => work(size * pace.perElement);
  const storage = (dtype: Storage['dtype'], length: number): Storage => ({ dtype, length });
  const read = (x: Strided) => {
    wait();
    here += pace.fetch;
    return newElements(x.dtype, Math.min(1, sizeOf(x.shape)));
  };
  const engine: Engine = {
    alloc: (dtype, length) => {
      over(length);
      return storage(dtype, length);
    },
    fresh: storage,
    upload: (dtype, { length }) => {
      over(length);
      return storage(dtype, length);
    },
    read,
    readOne: () => {
      wait();
      here += pace.fetch;
      return 0;
    },
    release: () => {},
    flush: wait,
    stats: () => ({ allocatedBytes: 0, fallbacks: 0 }),
    capabilities: () => ({ name, device: 'paper', dtypes: ['float32', 'float64', 'int32', 'bool'], missing: [] }),
    fill: (_, out) => over(sizeOf(out.shape)),
    iota: (out) => over(out.length),
    copy: (_, out) => over(sizeOf(out.shape)),
    gather: (_x, _rank, _positions, out) => over(out.length),
    scatter: (_mode, out, rank, positions) => over(positions.length * sizeOf(out.shape.slice(rank))),
    takeAlong: (_x, _axis, _index, out) => over(out.length),
    compress: (x) => over(sizeOf(x.shape)),
    where: (condition) => over(sizeOf(condition.shape)),
    unary: (_, x) => over(sizeOf(x.shape)),
    binary: (_op, _x, _y, shape) => over(sizeOf(shape)),
    clip: (x) => over(sizeOf(x.shape)),
    reduce: (_, x) => over(sizeOf(x.shape)),
    argReduce: (_, x) => over(sizeOf(x.shape)),
    scan: (_, x) => over(sizeOf(x.shape)),
    sort: (x) => over(sizeOf(x.shape)),
    moments: (x) => over(sizeOf(x.shape)),
    matmul: (x, _, out) => work(out.length * x.shape.at(-1)! * pace.perMultiplication),
    im2col: (_x, _window, out) => over(out.length),
    col2im: (columns) => over(sizeOf(columns.shape)),
    pool: (_, x) => over(sizeOf(x.shape)),
  };
  return { engine, now: () => here };
}
