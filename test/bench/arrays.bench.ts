// np on its engines beside NumPy, PyTorch, TensorFlow.js and numpy-ts: every case of arrays/cases.ts, each peer in turn, round after
// round on the same cores, and the median of the rounds.
// usage: npm run bench [-- --only matmul,nets --rounds 11 --seconds 0.02 --torch /path/to/python --markdown]
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cases, type BenchCase } from './arrays/cases';
import { findPeers, RunningPeer, type Peer } from './arrays/peers';
import { goals } from './arrays/goals';
import { markdownTables, printTables, type Row } from './arrays/tables';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    peers: { type: 'string', default: '' },
    rounds: { type: 'string', default: '11' },
    seconds: { type: 'string', default: '0.02' },
    torch: { type: 'string', default: process.env['DOJO_TORCH_PYTHON'] ?? process.env['DOJO_PYTHON'] ?? 'python3' },
    markdown: { type: 'boolean', default: false },
  },
});
/** Seconds per call. */
const tooSlow = 1;
/** How much longer a round of what is measured alone takes: several steps of any net, so that most begin where the last one ended. */
const aloneTimes = 10;
const rounds = Number(values.rounds),
  seconds = Number(values.seconds);

async function main(): Promise<void> {
  const wanted =
    values.only === '' ? cases : cases.filter(({ group, name }) => matches(`${group} ${name}`, values.only));
  const found = await findPeers(process.env['DOJO_ROOT']!, values.torch);
  const peers =
    values.peers === '' ? found.peers : found.peers.filter(({ name }) => values.peers.split(',').includes(name));
  for (const reason of found.missing) console.error(`left out: ${reason}`);
  const running = peers.map((peer) => new RunningPeer(peer));
  const rows: Row[] = [];
  try {
    for (const each of wanted) {
      process.stderr.write(`\r${each.group} ${each.name}`.padEnd(60));
      rows.push(each.alone ? await measureAlone(each, peers) : await measure(each, running, seconds));
    }
  } finally {
    for (const peer of running) peer.end();
  }
  if (matches('first steps', values.only) || values.only === '') rows.push(...(await firstSteps(peers)));
  process.stderr.write('\r'.padEnd(62) + '\r');
  const machine = `${cpus()[0]!.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}`;
  const heading = `${machine}; median of ${rounds} rounds, each peer in turn; milliseconds per call`;
  console.log((values.markdown ? markdownTables : printTables)(heading, rows, goals(rows)));
}

const matches = (text: string, list: string): boolean =>
  list.split(',').some((part) => part !== '' && text.includes(part));

async function measureAlone(each: BenchCase, peers: readonly Peer[]): Promise<Row> {
  const running = peers.map((peer) => new RunningPeer(peer));
  try {
    return await measure(each, running, aloneTimes * seconds);
  } finally {
    for (const peer of running) peer.end();
  }
}

async function measure(each: BenchCase, running: readonly RunningPeer[], seconds: number): Promise<Row> {
  const samples = new Map<string, number[]>();
  let flops = each.flops;
  for (let round = 0; round < rounds; round++) {
    for (const peer of running) {
      const [first] = samples.get(peer.name) ?? [];
      // Who cannot do it is asked once, and who is hopelessly slow too.
      if (round > 0 && (first === undefined || first > tooSlow)) continue;
      const answer = await peer.ask({ run: each.run, seconds });
      if (answer.perCall === null) continue;
      flops ??= answer.flops;
      const own = answer.flops === undefined ? answer.perCall : (answer.perCall * flops!) / answer.flops;
      samples.set(peer.name, [...(samples.get(peer.name) ?? []), own]);
    }
  }
  const times = new Map([...samples].map(([name, list]) => [name, median(list)]));
  return { group: each.group, name: each.name, times, ...(flops !== undefined && { flops }) };
}

/** What the first twenty steps cost in a process that has just been born, compilers cold. */
async function firstSteps(peers: readonly Peer[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const net of ['mlp', 'cnn'] as const) {
    const times = new Map<string, number>();
    for (const peer of peers) {
      const samples: number[] = [];
      for (let i = 0; i < Math.min(5, rounds); i++) {
        const process = new RunningPeer(peer);
        const { perCall } = await process.ask({
          run: { op: 'net', net, batch: 100, width: net === 'mlp' ? 50 : 100 },
          steps: 20,
        });
        process.end();
        if (perCall !== null) samples.push(perCall);
      }
      if (samples.length > 0) times.set(peer.name, median(samples));
    }
    rows.push({ group: 'first 20 steps of a process', name: `${net} batch 100`, times });
  }
  return rows;
}

function median(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

await main();
