import type { Goal } from './goals';

export interface Row {
  group: string;
  name: string;
  /** Seconds per call, by peer. */
  times: ReadonlyMap<string, number>;
  flops?: number;
  /** Who took more than a second for one call, and was not asked again. */
  once?: ReadonlySet<string>;
}

interface Columns {
  peers: readonly string[];
  /** The first one's time over the second's. */
  ratios: readonly (readonly [string, string])[];
}

/** A table as wide as a page each: beside what Python has, and beside what JavaScript has. */
const besidePython: Columns = {
  peers: ['cpu', 'native', 'native x2', 'NumPy', 'PyTorch'],
  ratios: [
    ['cpu', 'NumPy'],
    ['native', 'NumPy'],
    ['native', 'PyTorch'],
    ['native x2', 'native'],
  ],
};
const besideJavaScript: Columns = {
  peers: ['cpu', 'native', 'tfjs wasm', 'numpy-ts'],
  ratios: [
    ['cpu', 'tfjs wasm'],
    ['cpu', 'numpy-ts'],
    ['native', 'tfjs wasm'],
    ['native', 'numpy-ts'],
  ],
};

/** The tables of one group. */
function tablesOf(rows: readonly Row[]): string[][][] {
  const others = rows.filter(({ times }) => times.has('tfjs wasm') || times.has('numpy-ts'));
  return [table(rows, besidePython), ...(others.length > 0 ? [table(others, besideJavaScript)] : [])];
}

function table(rows: readonly Row[], { peers: all, ratios }: Columns): string[][] {
  const peers = all.filter((peer) => rows.some(({ times }) => times.has(peer)));
  const shown = ratios.filter(([a, b]) => rows.some(({ times }) => times.has(a) && times.has(b)));
  const heading = ['', ...peers, ...shown.map(([a, b]) => `${a}/${b}`)];
  const lines = rows.map((row) => [
    row.name,
    ...peers.map((peer) => {
      const time = row.times.get(peer);
      return time === undefined ? '' : `${milliseconds(time, row.flops)}${row.once?.has(peer) ? ' once' : ''}`;
    }),
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

const note = [
  'In brackets: 10^9 multiplications and additions per second. "once": more than a second per call, measured once.',
  'fresh: every result in pages new from the kernel. recycled: ours as learners run, NumPy and PyTorch by out=.',
].join(' ');

export interface Heading {
  machine: string;
  how: string;
  peers: readonly string[];
  took: string;
}

export function printTables(heading: Heading, rows: readonly Row[], goals: readonly Goal[]): string {
  const parts = [heading.machine, heading.peers.join('; '), heading.how, heading.took, note];
  for (const group of new Set(rows.map((row) => row.group))) {
    for (const cells of tablesOf(rows.filter((row) => row.group === group)))
      parts.push(`\n${group}\n${printed(cells)}`);
  }
  parts.push(`\ngoals\n${goals.map(({ met, text }) => `${met ? 'met   ' : 'MISSED'}  ${text}`).join('\n')}`);
  parts.push(`${goals.filter(({ met }) => met).length} of ${goals.length} goals met`);
  return parts.join('\n');
}

export function markdownTables(heading: Heading, rows: readonly Row[], goals: readonly Goal[]): string {
  const about = [`- ${heading.machine}`, ...heading.peers.map((says) => `- ${says}`)].join('\n');
  const parts = [about, `${heading.how} ${heading.took}`, note];
  for (const group of new Set(rows.map((row) => row.group)))
    parts.push(`### ${group}`, ...tablesOf(rows.filter((row) => row.group === group)).map(marked));
  parts.push('### Goals');
  parts.push(goals.map(({ met, text }) => `- ${met ? 'met' : '**missed**'}: ${text}`).join('\n'));
  return parts.join('\n\n');
}

/** Cells in columns: the first to the left, the others to the right. */
export function printed(cells: readonly string[][]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))))
    .map((line) => line.join('  ').trimEnd())
    .join('\n');
}

/** The same in Markdown. */
export function marked([first, ...rest]: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(first!), line(first!.map((_, i) => (i === 0 ? '---' : '---:'))), ...rest.map(line)].join('\n');
}
