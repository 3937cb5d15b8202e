// What `auto` would choose, and whether it should have: every engine is calibrated, the first step of each net is recorded and
// priced, and then each engine is timed in a process of its own, in turn.
// usage: node build/bench.mjs auto [--only "mlp 50,lenet" --rounds 5 --seconds 0.02 --tfjs /folder/of/the/package --markdown --processor-time]
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { choose } from '../../runtime/engines/pricing/choose';
import type { EngineCosts } from '../../runtime/engines/pricing/costs';
import { usual } from '../../runtime/engines/pricing/stopwatch';
import { engineStart } from '../../runtime/node/engineFiles';
import { marked, printed } from './arrays/tables';
import { AutoProcess, buildPeer, type Contender } from './auto/processes';
import type { Clock, Training } from './auto/questions';
import { nameOf, trainings, type Row } from './auto/rows';
import { summaryOf, tableOf } from './auto/table';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.02' },
    tfjs: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    'processor-time': { type: 'boolean', default: false },
  },
});
const root = process.env['DOJO_ROOT']!;
const rounds = Number(values.rounds),
  seconds = Number(values.seconds);
const warmUp = 0.5;
/** Who is predicted to take so many times the best and so many milliseconds is timed for one step, if that does not take too long. */
const hopeless = { times: 5, ms: 50, longestMs: 10_000 };

const clock: Clock = values['processor-time'] ? 'processor' : 'wall';
const started = (engine: string) => engineStart(engine, path.join(root, 'dist'), values.tfjs);
const one = (engine: string): Contender => ({ name: engine, start: started(engine), threads: 1 });
/** Each engine; devices do not spend a processor's time. */
const possible: Contender[] =
  clock === 'processor'
    ? [one('native'), one('cpu'), one('javascript')]
    : [
        { ...one('native'), threads: availableParallelism() },
        one('cpu'),
        one('webgpu'),
        one('tfjs-node-gpu'),
        one('javascript'),
      ];

type Start = (contender: Contender) => AutoProcess;

async function main(): Promise<void> {
  const peer = await buildPeer(root);
  const start: Start = (contender) => new AutoProcess(root, peer, contender);
  const wanted = trainings.filter(
    (each) => values.only === '' || values.only.split(',').some((part) => nameOf(each).startsWith(part)),
  );
  const contenders: Contender[] = [],
    costs: EngineCosts[] = [];
  for (const each of possible) {
    const found = await calibrated(each, start(each));
    if (!found) continue;
    contenders.push(each);
    costs.push(found);
  }
  const names = contenders.map(({ name }) => name);
  const rows: Row[] = [];
  for (const training of wanted) {
    const row = await rowOf(training, contenders, costs, start);
    rows.push(row);
    console.error(tableOf([row], names)[1]!.join('  '));
  }
  console.log(
    `${cpus()[0]!.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}; ${clock} time, predicted > measured`,
  );
  console.log((values.markdown ? marked : printed)(tableOf(rows, names)));
  console.log(['', ...summaryOf(rows, names)].join(values.markdown ? '\n\n' : '\n'));
}

/** What it costs, where it can be had. */
async function calibrated({ name }: Contender, process: AutoProcess): Promise<EngineCosts | undefined> {
  const found = await process.ask({ ask: 'calibrate', clock }).catch(() => undefined);
  process.end();
  if (!found) return undefined;
  const measuredOn = { engine: name, device: found.device, processor: '', cores: 0, node: '', version: '' };
  return { formatVersion: 1, measuredOn, readyMs: 0, ...found.costs };
}

async function rowOf(
  training: Training,
  contenders: readonly Contender[],
  costs: readonly EngineCosts[],
  start: Start,
): Promise<Row> {
  const first = start(contenders[0]!);
  const { features } = await first.ask({ ask: 'record', training });
  const predictions = choose(features, costs);
  const predicted = new Map(predictions.map(({ engine, msPerStep }) => [engine, msPerStep]));
  const best = Math.min(...predicted.values());
  const measured = new Map<string, number>();
  const patient = (name: string, i: number) => {
    const ms = predicted.get(name)!;
    return i === 0 || ms < hopeless.ms || ms < hopeless.times * best;
  };
  const running = contenders
    .filter(({ name }, i) => patient(name, i))
    .map((each, i) => ({ name: each.name, process: i === 0 ? first : start(each), samples: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { process, samples } of running)
      samples.push(...(await process.ask({ ask: 'time', training, clock, seconds, warmUp })).ms);
  }
  for (const { name, process, samples } of running) {
    process.end();
    measured.set(name, usual(samples));
  }
  for (const each of contenders.filter(({ name }) => !measured.has(name))) {
    const ms = await secondStep(training, start(each));
    if (ms !== undefined) measured.set(each.name, ms);
  }
  return { training, predicted, measured, chosen: predictions[0]!.engine };
}

/** The first one is for compilers. `undefined` where either takes too long. */
async function secondStep(training: Training, process: AutoProcess): Promise<number | undefined> {
  const limit = setTimeout(() => process.end(), hopeless.longestMs);
  try {
    const step = { ask: 'time', training, clock, seconds: 0, warmUp: 0 } as const;
    await process.ask(step);
    return (await process.ask(step)).ms[0];
  } catch {
    return undefined;
  } finally {
    clearTimeout(limit);
    process.end();
  }
}

await main();
