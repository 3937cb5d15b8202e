import type { CallKind } from '../../protocol/pricing';
import type { Probes } from './probes';
import type { ProductTimes } from './products';
import { agree, usual, type Probe, type Stopwatch } from './stopwatch';

/** From a scalar to what no cache holds, eight times at a time. */
const sizes = [1, 32, 256, 2048, 16_384, 131_072, 1_048_576, 8_388_608];
const sides = [1, 8, 64, 512, 4096];
const squares = [8, 32, 128, 512, 1024];

const passes = { least: 4, most: 20, withinMs: 2500 };
/** A call that is expected to take longer is left out. */
const longestMs = 1.5;
const mostElements = 2 ** 22;

/** Probes of one kind by the size that they have. */
export type Sized = readonly (readonly [size: number, probe: Probe])[];

/** What is to be timed, found out by timing it once: what takes too long is left out. */
export class ProbePlan {
  readonly #probes: Probes;
  readonly #watch: Stopwatch;
  readonly #all: Probe[] = [];

  constructor(probes: Probes, watch: Stopwatch) {
    this.#probes = probes;
    this.#watch = watch;
  }

  timed(make: (probes: Probes) => () => void): Probe {
    return this.#add(make(this.#probes));
  }

  whole(kind: CallKind): Sized {
    return this.#growing(sizes, (size) => this.#probes.whole(kind, size));
  }

  squares(make: (probes: Probes, side: number) => () => void): Sized {
    return this.#growing(squares, (side) => ({ size: side * side, run: make(this.#probes, side) }));
  }

  /** Every m, k and n; those left out are filled in once the others are known. */
  products(): () => ProductTimes {
    const count = sides.length;
    const probes = new Map<number, Probe>();
    const index = (i: number, j: number, l: number) => (i * count + j) * count + l;
    const each = (visit: (i: number, j: number, l: number) => void) => {
      for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) for (let l = 0; l < count; l++) visit(i, j, l);
    };
    /** By each axis: the product that is smaller there, the one before that, and how many times it is larger than the first. */
    const smaller = (i: number, j: number, l: number) =>
      [
        [i, (at: number) => index(at, j, l)] as const,
        [j, (at: number) => index(i, at, l)] as const,
        [l, (at: number) => index(i, j, at)] as const,
      ].flatMap(([at, place]) => {
        if (at === 0) return [];
        return [
          { last: place(at - 1), before: at > 1 ? place(at - 2) : undefined, times: sides[at]! / sides[at - 1]! },
        ];
      });
    const guessed: number[] = [];
    each((i, j, l) => {
      const [m, k, n] = [sides[i]!, sides[j]!, sides[l]!];
      const expected = least(
        smaller(i, j, l).map(({ last, before }) =>
          expectedMs(guessed[last]!, before === undefined ? undefined : guessed[before]),
        ),
      );
      if (expected <= longestMs && Math.max(m * k, k * n, m * n) <= mostElements) {
        const probe = this.#add(this.#probes.product(m, k, n));
        probes.set(index(i, j, l), probe);
        guessed[index(i, j, l)] = probe.roughlyMs;
      } else guessed[index(i, j, l)] = Math.max(expected, longestMs);
    });
    return () => {
      const ms: number[] = [];
      each((i, j, l) => {
        const probe = probes.get(index(i, j, l));
        // A larger product is computed at no lower rate: of the smaller ones, the quickest says most.
        ms[index(i, j, l)] = probe
          ? usual(probe.samples)
          : least(smaller(i, j, l).map(({ last, times }) => ms[last]! * times));
      });
      return { sides, ms };
    };
  }

  /** In passes through all of them, and then through those whose samples disagree, so that no disturbance meets all of one. */
  sample(): void {
    const until = this.#watch.now + passes.withinMs;
    let open = this.#all;
    for (let pass = 0; pass < passes.most && open.length > 0; pass++) {
      if (pass >= passes.least && this.#watch.now > until) return;
      for (const probe of open) this.#watch.sample(probe);
      if (pass + 1 >= passes.least) open = open.filter(({ samples }) => !agree(samples));
    }
  }

  #growing(wanted: readonly number[], make: (size: number) => { size: number; run: () => void }): Sized {
    const found: [number, Probe][] = [];
    for (const each of wanted) {
      const last = found.at(-1);
      if (last && expectedMs(last[1].roughlyMs, found.at(-2)?.[1].roughlyMs) > longestMs) break;
      const { size, run } = make(each);
      if (last && size <= last[0]) continue;
      found.push([size, this.#add(run)]);
    }
    return found;
  }

  #add(run: () => void): Probe {
    const probe = this.#watch.prepare(run);
    this.#all.push(probe);
    return probe;
  }
}

/** What the next larger call will take about: as many times more as the last one did, for where calls are dear size may not tell yet. */
function expectedMs(last: number, before: number | undefined): number {
  return last * (before === undefined ? 2 : Math.min(Math.max(last / before, 1), 8));
}

const least = (times: readonly number[]): number => (times.length === 0 ? 0 : Math.min(...times));
