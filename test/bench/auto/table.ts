import { isClose, nameOf, overBest, scoreOf, without, type Row } from './rows';

/** One row per net and batch: predicted > measured for each engine, the choice, and how many times the best it takes. */
export function tableOf(rows: readonly Row[], names: readonly string[]): string[][] {
  const heading = ['milliseconds a step', ...names, 'choice', 'best', 'choice/best', ''];
  return [
    heading,
    ...rows.map((row) => {
      const ratio = overBest(row, row.chosen);
      const best = [...row.measured].sort(([, a], [, b]) => a - b)[0]?.[0] ?? '';
      const times = names.map((name) => `${ms(row.predicted.get(name))} > ${ms(row.measured.get(name))}`);
      return [nameOf(row.training), ...times, row.chosen, best, ratio.toFixed(2), isClose(row) ? '' : 'clear'];
    }),
  ];
}

export function summaryOf(rows: readonly Row[], names: readonly string[]): string[] {
  const sentence = (some: readonly Row[], name: string) => {
    const { rows: close, good, always } = scoreOf(some, name);
    const share = (count: number) => `${count} of ${close} (${close > 0 ? ((100 * count) / close).toFixed(0) : '-'} %)`;
    return `within 1.2 times of the best: the choice in ${share(good)}, always ${name} in ${share(always)}`;
  };
  const others = rows.map((row) => without('native', row));
  return [
    `${rows.length} rows; in ${rows.filter(isClose).length} at least two engines are within 3 times of each other, the others are marked clear`,
    `of these, ${sentence(rows, 'native')}`,
    `and on a machine without native, of ${others.filter(isClose).length} such rows, ${sentence(others, 'cpu')}`,
    ...names.map((name) => `${name}: predicted over measured ${spread(rows, name)}`),
  ];
}

/** The median of predicted over measured, and what all but a tenth at either end lie between. */
function spread(rows: readonly Row[], name: string): string {
  const ratios = rows
    .flatMap(({ predicted, measured }) => {
      const [a, b] = [predicted.get(name), measured.get(name)];
      return a === undefined || b === undefined ? [] : [a / b];
    })
    .sort((a, b) => a - b);
  const at = (part: number) => ratios[Math.round(part * (ratios.length - 1))]?.toFixed(2) ?? '-';
  return `${at(0.5)} (${at(0.1)} to ${at(0.9)})`;
}

const ms = (time: number | undefined): string => (time === undefined ? '-' : time.toPrecision(3));
