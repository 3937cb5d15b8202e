import type { Net } from './cases';

/** What is asked of profilePeer.ts: where one step of training spends its time. */
export interface Profiled {
  net: Net;
  batch: number;
  width: number;
}

/** Microseconds of one step: what a quarter of the steps stay below. */
export interface Profile {
  /** A whole step, when nobody watches. */
  unwatched: number;
  /** In V8's collector. */
  collector: number;
  /** Collections per step. */
  collections: number;
  /** Between the calls of the engine. */
  between: number;
  /** Calls of the engine, the dearest first. */
  operations: { name: string; calls: number; time: number }[];
}

/** The nets of the bench that can be profiled, as they are there. */
export const profiledNets: Readonly<Record<Net, Profiled>> = {
  mlp: { net: 'mlp', batch: 100, width: 50 },
  cnn: { net: 'cnn', batch: 100, width: 100 },
  lenet: { net: 'lenet', batch: 100, width: 120 },
  batchNorm: { net: 'batchNorm', batch: 100, width: 100 },
};

/** Below this share, operations are summed up in one line. */
const least = 0.01;

export function profileTable(profile: Profile): string[][] {
  const { unwatched, collector, collections, between, operations } = profile;
  const sum = (list: Profile['operations'], what: 'calls' | 'time') =>
    list.reduce((total, each) => total + each[what], 0);
  const engine = sum(operations, 'time');
  const step = engine + between + collector;
  const row = (name: string, calls: number, time: number) => [
    name,
    calls === 0 ? '' : `${Number(calls.toFixed(2))}`,
    calls === 0 ? '' : (time / calls).toFixed(2),
    time.toFixed(1),
    `${((100 * time) / step).toFixed(1)} %`,
  ];
  const shown = operations.filter(({ time }) => time >= least * step);
  const small = operations.filter(({ time }) => time < least * step);
  return [
    ['', 'calls', 'µs each', 'µs a step', 'share'],
    ...shown.map(({ name, calls, time }) => row(name, calls, time)),
    ...(small.length === 0 ? [] : [row('engine: all others', sum(small, 'calls'), sum(small, 'time'))]),
    row('engine: together', sum(operations, 'calls'), engine),
    row('between the calls: layers, checks, shapes, views', 0, between),
    row('collector', collections, collector),
    row('sum', 0, step),
    row('a step that nobody watches', 0, unwatched),
  ];
}
