import path from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Engine } from '../../../runtime/engines/engine';
import { openEngine } from '../../../runtime/node/openEngine';
import { setDefaultFloat, setEngine } from '../../../runtime/np/settings';
import { trainingStep } from './nets';
import type { Greeting } from './peer';
import type { Profile, Profiled } from './profile';

// Where a step of training spends its time. The clock is read at the start and the end of each call of the engine, which cuts a step into
// segments: calls, and what lies between them. V8 tells when it collected, and that is taken out of the segment that it fell into. A segment
// takes what a quarter of the steps stay below: it is short, so that whoever else uses the machine is not to be seen in it.

const name = process.argv[2]!;
const { engine, report } = openEngine(name, path.join(process.env['DOJO_ROOT']!, 'dist'), { threads: 1 });
if (report.name !== name) throw new Error(`${name} is not here`);
setDefaultFloat('float32');

const warmUpSteps = 300,
  mostSteps = 1000;
/** Milliseconds. */
const mostTime = 20_000;

const quarter = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 2] ?? 0;

/** Runs a step until there have been enough. */
function repeat(steps: number, step: () => void): void {
  const start = performance.now();
  for (let i = 0; i < steps && performance.now() - start < mostTime; i++) step();
}

type Method = (...given: unknown[]) => unknown;

/** An engine that notes when each call starts and ends. */
class Watch {
  readonly engine: Engine;
  marks: number[] = [];
  names: string[] | undefined;

  constructor(of: Engine) {
    const methods = Object.entries(of).map(([primitive, value]: [string, unknown]) =>
      typeof value === 'function' ? [primitive, this.#watched(primitive, value as Method)] : [primitive, value],
    );
    this.engine = Object.fromEntries(methods) as Engine;
  }

  /** The moments of one step: its start, the start and end of each call, its end. */
  momentsOf(step: () => void): number[] {
    this.marks = [performance.now()];
    step();
    this.marks.push(performance.now());
    return this.marks;
  }

  namesOf(step: () => void): string[] {
    const names: string[] = (this.names = []);
    step();
    this.names = undefined;
    return names;
  }

  #watched(primitive: string, method: Method): Method {
    return (...given) => {
      this.names?.push([primitive, ...given.map(allocates.has(primitive) ? String : named)].filter(Boolean).join(' '));
      this.marks.push(performance.now());
      const result = method(...given);
      this.marks.push(performance.now());
      return result;
    };
  }
}

/** Of these the size is told. */
const allocates: ReadonlySet<string> = new Set(['alloc', 'fresh']);

/** What tells one call from another: names of operations, and the shapes of what is laid out over one. */
function named(given: unknown): string {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null || !('shape' in given)) return '';
  const { shape, strides } = given as { shape: readonly number[]; strides: readonly number[] };
  const turned = shape.length > 1 && strides.at(-1) !== 1 && strides.at(-1) !== 0 && shape.at(-1) !== 1;
  return `(${shape.join(',')})${turned ? 'ᵀ' : ''}`;
}

/** Milliseconds that the watch itself adds to a call, and to what lies between two. */
function costOfWatch(): { call: number; between: number } {
  const watch = new Watch({ ...engine, flush: () => {} });
  const moments = watch.momentsOf(() => {
    for (let i = 0; i < 20_000; i++) watch.engine.flush();
  });
  const segments = lengthsOf(moments);
  return {
    call: quarter(segments.filter((_, i) => i % 2 === 1)),
    between: quarter(segments.filter((_, i) => i % 2 === 0)),
  };
}

const lengthsOf = (moments: readonly number[]): number[] => moments.slice(1).map((end, i) => end - moments[i]!);

async function profiled(step: () => void): Promise<Profile> {
  setEngine(engine);
  repeat(warmUpSteps, step);
  const unwatched: number[] = [];
  repeat(mostSteps, () => {
    const start = performance.now();
    step();
    unwatched.push(performance.now() - start);
  });

  const watch = new Watch(engine);
  setEngine(watch.engine);
  repeat(warmUpSteps, step);
  const names = watch.namesOf(step);
  const pauses: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => pauses.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const steps: number[][] = [];
  repeat(mostSteps, () => steps.push(watch.momentsOf(step)));
  // Entries come when nothing else runs.
  await setTimeout(100);
  observer.disconnect();
  setEngine(engine);
  if (steps.some(({ length }) => length !== 2 * names.length + 2)) throw new Error('no step is like the other');

  const first = steps[0]!.at(0)!,
    last = steps.at(-1)!.at(-1)!;
  const within = pauses.filter(({ startTime }) => startTime >= first && startTime < last);
  const lengths = withoutPauses(steps, within);
  const watching = costOfWatch();
  const typical = (segment: number, cost: number): number =>
    1000 * Math.max(0, quarter(lengths.map((list) => list[segment]!)) - cost);
  const operations = new Map<string, { name: string; calls: number; time: number }>();
  let between = typical(0, watching.between);
  names.forEach((operation, i) => {
    const { calls, time } = operations.get(operation) ?? { calls: 0, time: 0 };
    operations.set(operation, { name: operation, calls: calls + 1, time: time + typical(2 * i + 1, watching.call) });
    between += typical(2 * i + 2, watching.between);
  });
  const collections = within.length / steps.length;
  return {
    unwatched: 1000 * quarter(unwatched),
    collections,
    collector: 1000 * collections * quarter(within.map(({ duration }) => duration)),
    between,
    operations: [...operations.values()].toSorted((a, b) => b.time - a.time),
  };
}

/** The lengths of all segments of all steps, without the collections that fell into them. */
function withoutPauses(steps: readonly number[][], pauses: readonly PerformanceEntry[]): number[][] {
  const lengths = steps.map(lengthsOf);
  const segments = steps.flatMap((moments, step) =>
    lengths[step]!.map((_, segment) => ({ step, segment, end: moments[segment + 1]! })),
  );
  let at = 0;
  for (const { startTime, duration } of pauses.toSorted((a, b) => a.startTime - b.startTime)) {
    while (at < segments.length - 1 && segments[at]!.end <= startTime) at++;
    const { step, segment } = segments[at]!;
    lengths[step]![segment]! -= duration;
  }
  return lengths;
}

process.stdout.write(`${JSON.stringify({ says: `np on ${name}` } satisfies Greeting)}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const { net, batch, width } = JSON.parse(line) as Profiled;
  process.stdout.write(`${JSON.stringify(await profiled(trainingStep(net, batch, width)))}\n`);
}
