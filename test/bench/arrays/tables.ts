import type { Goal } from './goals';

export interface Row {
  group: string;
  name: string;
  /** Seconds per call, by peer. */
  times: ReadonlyMap<string, number>;
  flops?: number;
}

/** Ratios that the tables show beside the times: the first peer's time over the second's. */
const ratios: [string, string][] = [
  ['cpu', 'NumPy'],
  ['native', 'NumPy'],
  ['native', 'PyTorch'],
  ['native x2', 'native'],
];

function peersOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ times }) => [...times.keys()]))];
}

function table(rows: readonly Row[]): string[][] {
  const peers = peersOf(rows);
  const shown = ratios.filter(([a, b]) => peers.includes(a) && peers.includes(b));
  const heading = ['', ...peers, ...shown.map(([a, b]) => `${a}/${b}`)];
  const lines = rows.map((row) => [
    row.name,
    ...peers.map((peer) => (row.times.has(peer) ? milliseconds(row.times.get(peer)!, row.flops) : '')),
    ...shown.map(([a, b]) => ratio(row.times.get(a), row.times.get(b))),
  ]);
  return [heading, ...lines];
}

function milliseconds(seconds: number, flops: number | undefined): string {
  const ms = seconds * 1000;
  const time = ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms >= 0.01 ? ms.toFixed(4) : ms.toFixed(6);
  return flops === undefined ? time : `${time} (${(flops / seconds / 1e9).toFixed(1)})`;
}

function ratio(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined ? '' : (a / b).toFixed(2);
}

const note = 'In brackets: 10^9 multiplications and additions per second.';

export function printTables(heading: string, rows: readonly Row[], goals: readonly Goal[]): string {
  const parts = [heading, note];
  for (const group of new Set(rows.map((row) => row.group))) {
    const cells = table(rows.filter((row) => row.group === group));
    const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
    const lines = cells.map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    );
    parts.push(`\n${group}\n${lines.join('\n')}`);
  }
  parts.push(`\ngoals\n${goals.map(({ met, text }) => `${met ? 'met   ' : 'MISSED'}  ${text}`).join('\n')}`);
  parts.push(`${goals.filter(({ met }) => met).length} of ${goals.length} goals met`);
  return parts.join('\n');
}

export function markdownTables(heading: string, rows: readonly Row[], goals: readonly Goal[]): string {
  const parts = [heading, note];
  for (const group of new Set(rows.map((row) => row.group))) {
    const [first, ...rest] = table(rows.filter((row) => row.group === group));
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    parts.push(`### ${group}`);
    parts.push([line(first!), line(first!.map((_, i) => (i === 0 ? '---' : '---:'))), ...rest.map(line)].join('\n'));
  }
  parts.push('### Goals');
  parts.push(goals.map(({ met, text }) => `- ${met ? 'met' : '**missed**'}: ${text}`).join('\n'));
  return parts.join('\n\n');
}
