import type { Engine } from '../engine';

/** One thing to be timed, in calls that are all alike. */
export interface Probe {
  run: () => void;
  /** In a sample, and what one of them takes about. */
  calls: number;
  roughlyMs: number;
  /** Milliseconds of a call, a number per sample. */
  samples: number[];
}

/** Long beside the resolution of a clock, short beside the slices in which a busy system gives out its processors. */
const sampleMs = 0.1;
/** Before a call counts, it has run for so long, or often. */
const warmMs = 4;

/** Times calls of an engine, wherever it computes: an engine that queues them is waited for, and the wait itself does not count. */
export class Stopwatch {
  readonly #engine: Engine;
  readonly #now: () => number;
  #flushMs = 0;

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
    this.#flushMs = usual(
      Array.from({ length: 9 }, () => {
        engine.flush();
        const started = now();
        engine.flush();
        return now() - started;
      }),
    );
  }

  get now(): number {
    return this.#now();
  }

  /** What a call takes about; compilers and caches meet it here first. */
  prepare(run: () => void): Probe {
    let roughly = Infinity;
    for (let calls = 0, spent = 0; calls < 4 || (calls < 16 && spent < warmMs); calls++) {
      const ms = this.#time(run, 1);
      roughly = Math.min(roughly, ms);
      spent += ms;
    }
    // A clock may be too coarse for one call.
    const calls = this.#callsFor(roughly);
    // What is taken from here decides which larger calls are timed at all: no single disturbance shall.
    const together = Math.min(...Array.from({ length: 3 }, () => this.#time(run, calls)));
    const roughlyMs = Math.max(1e-6, calls > 1 ? together : Math.min(roughly, together));
    return { run, calls: this.#callsFor(roughlyMs), roughlyMs, samples: [] };
  }

  /** One more sample. */
  sample(probe: Probe): void {
    probe.samples.push(this.#time(probe.run, probe.calls));
  }

  #callsFor(ms: number): number {
    const enough = Math.max(sampleMs, 10 * this.#flushMs);
    return Math.ceil(Math.max(1, Math.min(1000, enough / Math.max(ms, 1e-6))));
  }

  #time(run: () => void, calls: number): number {
    this.#engine.flush();
    const started = this.#now();
    for (let i = 0; i < calls; i++) run();
    this.#engine.flush();
    return Math.max(0, this.#now() - started - this.#flushMs) / calls;
  }
}

/** The lower quartile: what disturbs only ever takes time. */
export function usual(samples: readonly number[]): number {
  return quickestFirst(samples)[samples.length >> 2] ?? NaN;
}

/** Whether enough have met no disturbance: three that take as long, and none takes less. */
export function agree(samples: readonly number[]): boolean {
  const [quickest, , third] = quickestFirst(samples);
  return third !== undefined && third <= 1.15 * quickest!;
}

const quickestFirst = (samples: readonly number[]): number[] => samples.toSorted((a, b) => a - b);
