import type { Training } from './questions';

/** What one net and batch took, and what had been predicted. */
export interface Row {
  training: Training;
  /** Milliseconds a step, by contender. */
  predicted: ReadonlyMap<string, number>;
  /** Without those that take too long for a benchmark. */
  measured: ReadonlyMap<string, number>;
  chosen: string;
}

const nets: Omit<Training, 'batch'>[] = [
  { net: 'mlp', width: 10 },
  { net: 'mlp', width: 50 },
  { net: 'mlp', width: 200 },
  { net: 'mlp', width: 800 },
  { net: 'batchNorm', width: 100 },
  { net: 'cnn', width: 100 },
  { net: 'lenet', width: 120 },
];
const batches = [1, 4, 16, 64, 256, 1024];

export const trainings: Training[] = nets.flatMap((net) => batches.map((batch) => ({ ...net, batch })));

export const nameOf = ({ net, width, batch }: Training): string =>
  `${net}${net === 'mlp' ? ` ${width}` : ''}, batch ${batch}`;

/** Whether two engines are so near to each other that there is something to choose. */
export function isClose({ measured }: Row): boolean {
  const [first, second] = [...measured.values()].sort((a, b) => a - b);
  return first !== undefined && second !== undefined && second <= 3 * first;
}

/** How many times the best this contender takes. */
export function overBest({ measured }: Row, name: string): number {
  return (measured.get(name) ?? Infinity) / Math.min(...measured.values());
}

export interface Score {
  rows: number;
  /** Of them, where the choice is within 1.2 times of the best. */
  good: number;
  /** And where always taking this one is. */
  always: number;
}

export function scoreOf(rows: readonly Row[], name: string): Score {
  const close = rows.filter(isClose);
  const good = (taken: (row: Row) => string) => close.filter((row) => overBest(row, taken(row)) <= 1.2).length;
  return { rows: close.length, good: good(({ chosen }) => chosen), always: good(() => name) };
}

/** As on a machine that does not have this engine. */
export function without(name: string, { training, predicted, measured }: Row): Row {
  const others = <T>(times: ReadonlyMap<string, T>) => new Map([...times].filter(([engine]) => engine !== name));
  const left = others(predicted);
  const [chosen = ''] = [...left].sort(([, a], [, b]) => a - b)[0] ?? [];
  return { training, predicted: left, measured: others(measured), chosen };
}
