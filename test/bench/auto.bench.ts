// What `auto` would choose, and whether it should have: every engine is calibrated, the first step of each net is recorded and
// priced, and then each engine is timed in a process of its own, in turn.
// usage: node build/bench.mjs auto [--only "mlp 50,lenet" --rounds 5 --seconds 0.02 --markdown --processor-time]
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { choose } from '../../runtime/engines/pricing/choose';
import type { EngineCosts } from '../../runtime/engines/pricing/costs';
import { usual } from '../../runtime/engines/pricing/stopwatch';
import { AutoProcess, buildPeer, type Contender } from './auto/processes';
import type { Clock, Training } from './auto/questions';
import { nameOf, trainings, type Row } from './auto/rows';
import { summaryOf, tableOf } from './auto/table';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.02' },
    markdown: { type: 'boolean', default: false },
    'processor-time': { type: 'boolean', default: false },
  },
});
const root = process.env['DOJO_ROOT']!;
const rounds = Number(values.rounds),
  seconds = Number(values.seconds);
const warmUp = 0.5;
/** Who is predicted to take so many times the best and so many milliseconds is not waited for. */
const hopeless = { times: 5, ms: 50 };

const clock: Clock = values['processor-time'] ? 'processor' : 'wall';
const contenders: Contender[] = [
  ...(clock === 'wall' ? [{ name: 'native', engine: 'native', threads: availableParallelism() }] : []),
  { name: clock === 'wall' ? 'native x1' : 'native', engine: 'native', threads: 1 },
  { name: 'cpu', engine: 'cpu', threads: 1 },
  { name: 'javascript', engine: 'javascript', threads: 1 },
];

type Start = (contender: Contender) => AutoProcess;

async function main(): Promise<void> {
  const peer = await buildPeer(root);
  const start: Start = (contender) => new AutoProcess(root, peer, contender);
  const wanted = trainings.filter(
    (each) => values.only === '' || values.only.split(',').some((part) => nameOf(each).startsWith(part)),
  );
  const names = contenders.map(({ name }) => name);
  const costs: EngineCosts[] = [];
  for (const each of contenders) costs.push(await calibrated(each, start(each)));
  const rows: Row[] = [];
  for (const training of wanted) {
    const row = await rowOf(training, costs, start);
    rows.push(row);
    console.error(tableOf([row], names)[1]!.join('  '));
  }
  console.log(
    `${cpus()[0]!.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}; ${clock} time, predicted > measured`,
  );
  console.log(values.markdown ? markdown(tableOf(rows, names)) : aligned(tableOf(rows, names)));
  console.log(['', ...summaryOf(rows, names)].join(values.markdown ? '\n\n' : '\n'));
}

async function calibrated({ name }: Contender, process: AutoProcess): Promise<EngineCosts> {
  const { costs, device } = await process.ask({ ask: 'calibrate', clock });
  process.end();
  const measuredOn = { engine: name, device, processor: '', cores: 0, node: '', version: '' };
  return { formatVersion: 1, measuredOn, ...costs };
}

async function rowOf(training: Training, costs: readonly EngineCosts[], start: Start): Promise<Row> {
  const first = { name: contenders[0]!.name, process: start(contenders[0]!) };
  const { features } = await first.process.ask({ ask: 'record', training });
  const predictions = choose(features, costs);
  const predicted = new Map(predictions.map(({ engine, msPerStep }) => [engine, msPerStep]));
  const best = Math.min(...predicted.values());
  const others = contenders.slice(1).filter(({ name }) => {
    const ms = predicted.get(name)!;
    return ms < hopeless.ms || ms < hopeless.times * best;
  });
  const running = [first, ...others.map((each) => ({ name: each.name, process: start(each) }))];
  const samples = new Map<string, number[]>(running.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, process } of running)
      samples.get(name)!.push(...(await process.ask({ ask: 'time', training, seconds, warmUp, clock })).ms);
  }
  for (const { process } of running) process.end();
  return {
    training,
    predicted,
    measured: new Map([...samples].map(([name, ms]) => [name, usual(ms)])),
    chosen: predictions[0]!.engine,
  };
}

function aligned(cells: readonly string[][]): string {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const padded = (cell: string, i: number) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!));
  return cells.map((line) => line.map(padded).join('  ').trimEnd()).join('\n');
}

function markdown([first, ...rest]: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(first!), line(first!.map((_, i) => (i === 0 ? '---' : '---:'))), ...rest.map(line)].join('\n');
}

await main();
