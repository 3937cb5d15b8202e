// One step of training on each engine of this machine, and PyTorch on its graphics card, as width and batch grow.
// usage: node build/bench.mjs gpu [--only "mlp,lenet" --rounds 5 --tfjs /folder/of/the/package --torch /python/with/torch]
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { engineStart } from '../../runtime/node/engineFiles';
import { usual } from '../../runtime/engines/pricing/stopwatch';
import { AutoProcess, buildPeer, type Contender } from './auto/processes';
import type { Training } from './auto/questions';
import { nameOf } from './auto/rows';
import type { Peer } from './arrays/peers';
import { RunningPeer } from './arrays/runningPeer';
import { marked } from './arrays/tables';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.2' },
    tfjs: { type: 'string', ...(process.env['TENSOR_DOJO_TFJS'] && { default: process.env['TENSOR_DOJO_TFJS'] }) },
    torch: { type: 'string', default: process.env['DOJO_TORCH_PYTHON'] ?? 'python3' },
  },
});
const root = process.env['DOJO_ROOT']!;
const seconds = Number(values.seconds);

const trainings: Training[] = [
  ...[50, 200, 800, 3200].flatMap((width) => [100, 1024].map((batch) => ({ net: 'mlp' as const, width, batch }))),
  ...[16, 128, 1024].map((batch) => ({ net: 'cnn' as const, width: 100, batch })),
  ...[1, 16, 128, 1024].map((batch) => ({ net: 'lenet' as const, width: 120, batch })),
];

const contenders: Contender[] = ['native', 'webgpu', 'tfjs-node-gpu'].map((name) => ({
  name,
  start: engineStart(name, path.join(root, 'dist'), values.tfjs),
  threads: availableParallelism(),
}));
const torch: Peer = {
  name: 'PyTorch',
  command: values.torch,
  args: ['-B', path.join(root, 'test/bench/arrays/torchPeer.py')],
  env: { DOJO_TORCH_DEVICE: 'cuda' },
  threads: availableParallelism(),
};

/** Milliseconds of one step, or nothing where it cannot be had. */
type Measure = (training: Training) => Promise<number | undefined>;

const ours =
  (peer: string, contender: Contender): Measure =>
  async (training) => {
    const process = new AutoProcess(root, peer, contender);
    try {
      const { ms } = await process.ask({ ask: 'time', training, clock: 'wall', seconds, warmUp: 0.5 });
      return usual(ms);
    } catch {
      return undefined;
    } finally {
      process.end();
    }
  };

const theirs: Measure = async ({ net, batch, width }) => {
  const process = new RunningPeer(torch);
  try {
    const { perCall } = await process.ask({ run: { op: 'net', net, batch, width }, seconds, warmUp: 0.5 });
    return perCall === null ? undefined : perCall * 1000;
  } catch {
    return undefined;
  } finally {
    process.end();
  }
};

async function main(): Promise<void> {
  const peer = await buildPeer(root);
  const measures: [string, Measure][] = [
    ...contenders.map((each): [string, Measure] => [each.name, ours(peer, each)]),
    ['PyTorch (CUDA)', theirs],
  ];
  const wanted = trainings.filter(
    (each) => values.only === '' || values.only.split(',').some((part) => nameOf(each).startsWith(part)),
  );
  const rows: { training: Training; ms: (number | undefined)[] }[] = [];
  const absent = new Set<string>();
  for (const training of wanted) {
    const samples: number[][] = measures.map(() => []);
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [i, [name, measure]] of measures.entries()) {
        const ms = absent.has(name) ? undefined : await measure(training);
        if (ms !== undefined) samples[i]!.push(ms);
        else if (rows.length === 0) absent.add(name);
      }
    }
    const ms = samples.map((found) => (found.length > 0 ? usual(found) : undefined));
    rows.push({ training, ms });
    console.error(nameOf(training), ms.map((one) => one?.toPrecision(3) ?? '-').join('  '));
  }
  const heading = ['net', ...measures.map(([name]) => name), 'native over the best'];
  const cells = rows.map(({ training, ms }) => {
    const onCard = ms.slice(1, contenders.length).filter((one) => one !== undefined);
    const gain = ms[0] !== undefined && onCard.length > 0 ? (ms[0] / Math.min(...onCard)).toFixed(2) : '-';
    return [nameOf(training), ...ms.map((one) => one?.toPrecision(3) ?? '-'), gain];
  });
  console.log(marked([heading, ...cells]));
}

await main();
