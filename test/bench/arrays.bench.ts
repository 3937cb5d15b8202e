// np on its engines beside NumPy, PyTorch, TensorFlow.js and numpy-ts: every case of arrays/cases.ts, each peer in turn, round after
// round on the same cores, and the median of the rounds. Or, of one net, where a step of training spends its time.
// usage: npm run bench [-- --only matmul,nets --peers cpu,NumPy --rounds 11 --seconds 0.02 --torch /path/to/python --markdown]
//        npm run bench -- --profile mlp [--peers native --markdown]
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cases, type BenchCase, type Net } from './arrays/cases';
import { goals } from './arrays/goals';
import { findPeers, onFreshPages, profilePeer, type Peer } from './arrays/peers';
import { profiledNets, profileTable, type Profile } from './arrays/profile';
import { RunningPeer } from './arrays/runningPeer';
import { marked, markdownTables, printed, printTables, type Row } from './arrays/tables';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    peers: { type: 'string', default: '' },
    rounds: { type: 'string', default: '11' },
    seconds: { type: 'string', default: '0.02' },
    profile: { type: 'string' },
    torch: { type: 'string', default: process.env['DOJO_TORCH_PYTHON'] ?? process.env['DOJO_PYTHON'] ?? 'python3' },
    markdown: { type: 'boolean', default: false },
  },
});
const root = process.env['DOJO_ROOT']!;
/** Seconds per call. */
const tooSlow = 1;
/** Seconds of the same before anything counts, for every peer alike. */
const warmUp = 0.2,
  warmUpAlone = 0.5;
/** How much longer a round of what is measured alone takes: several steps of any net, so that most begin where the last one ended. */
const aloneTimes = 10;
const rounds = Number(values.rounds),
  seconds = Number(values.seconds);

async function main(): Promise<void> {
  const started = performance.now();
  const wanted =
    values.only === '' ? cases : cases.filter(({ group, name }) => matches(`${group} ${name}`, values.only));
  const found = await findPeers(root, values.torch);
  const peers =
    values.peers === '' ? found.peers : found.peers.filter(({ name }) => values.peers.split(',').includes(name));
  for (const reason of found.missing) console.error(`left out: ${reason}`);
  const running = peers.map((peer) => new RunningPeer(peer));
  const rows: Row[] = [];
  const says: string[] = [];
  try {
    for (const peer of running) says.push(await peer.says);
    for (const each of wanted) {
      progress(`${each.group} ${each.name}`);
      rows.push(each.alone ? await measureAlone(each, peers) : await measure(each, running));
    }
  } finally {
    for (const peer of running) peer.end();
  }
  for (const net of ['mlp', 'cnn'] as const)
    if (values.only === '' || matches(`first steps ${net}`, values.only)) rows.push(await firstSteps(net, peers));
  progress('');
  const heading = {
    machine: machine(),
    how:
      `Milliseconds per call, the median of ${rounds} rounds, each peer in turn, after ${warmUp} s of the same ` +
      `(${warmUpAlone} s where processes are new: nets, output, overhead).`,
    peers: says,
    took: `All of it took ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`,
  };
  console.log((values.markdown ? markdownTables : printTables)(heading, rows, goals(rows)));
}

async function profile(net: string): Promise<void> {
  const asked = profiledNets[net as Net];
  if (!asked) throw new Error(`Which net? There are: ${Object.keys(profiledNets).join(', ')}`);
  const engines = values.peers === '' ? ['cpu', 'native'] : values.peers.split(',');
  console.log(`${machine()}, Node ${process.versions.node}`);
  for (const name of engines) {
    const peer = new RunningPeer(await profilePeer(root, name));
    try {
      const cells = profileTable(await peer.ask<Profile>(asked));
      console.log(
        `\n${net} batch ${asked.batch}, ${name}, one thread\n\n${(values.markdown ? marked : printed)(cells)}`,
      );
    } finally {
      peer.end();
    }
  }
}

const progress = (text: string): void => {
  process.stderr.write(`\r${text.padEnd(60)}${text === '' ? '\r' : ''}`);
};

/** Makers of virtual machines keep the model's name to themselves: its numbers tell it. */
function machine(): string {
  const { model } = cpus()[0]!;
  let numbers = '';
  if (process.platform === 'linux') {
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    const field = (name: string) => new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(text)?.[1];
    if (field('cpu family') !== undefined) numbers = ` (family ${field('cpu family')}, model ${field('model')})`;
  }
  return `${model.trim()}${numbers}, ${cpus().length} cores, ${process.platform} ${process.arch}`;
}

const matches = (text: string, list: string): boolean =>
  list.split(',').some((part) => part !== '' && text.includes(part));

async function measureAlone(each: BenchCase, peers: readonly Peer[]): Promise<Row> {
  const running = peers.map((peer) => new RunningPeer(each.freshPages ? onFreshPages(peer) : peer));
  try {
    return await measure(each, running);
  } finally {
    for (const peer of running) peer.end();
  }
}

async function measure(each: BenchCase, running: readonly RunningPeer[]): Promise<Row> {
  const samples = new Map<string, number[]>();
  const once = new Set<string>();
  const timing = each.alone ? { seconds: aloneTimes * seconds, warmUp: warmUpAlone } : { seconds, warmUp };
  let flops = each.flops;
  for (let round = 0; round < rounds; round++) {
    for (const peer of running) {
      // Who cannot do it is asked once, and who is hopelessly slow too.
      if (round > 0 && (!samples.has(peer.name) || once.has(peer.name))) continue;
      const answer = await peer.ask({ run: each.run, ...timing });
      if (answer.perCall === null) continue;
      flops ??= answer.flops;
      const own = answer.flops === undefined ? answer.perCall : (answer.perCall * flops!) / answer.flops;
      samples.set(peer.name, [...(samples.get(peer.name) ?? []), own]);
      if (round === 0 && answer.perCall > tooSlow) once.add(peer.name);
    }
  }
  return { group: each.group, name: each.name, times: medians(samples), once, ...(flops !== undefined && { flops }) };
}

/** What the first twenty steps cost in a process that has just been born, compilers cold: a new one for each sample, peers in turn. */
async function firstSteps(net: 'mlp' | 'cnn', peers: readonly Peer[]): Promise<Row> {
  const samples = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers) {
      progress(`first steps ${net}, round ${round + 1}, ${peer.name}`);
      if (round > 0 && !samples.has(peer.name)) continue;
      const process = new RunningPeer(peer);
      const { perCall } = await process.ask({
        run: { op: 'net', net, batch: 100, width: net === 'mlp' ? 50 : 100 },
        steps: 20,
      });
      process.end();
      if (perCall !== null) samples.set(peer.name, [...(samples.get(peer.name) ?? []), perCall]);
    }
  }
  return { group: 'first 20 steps of a process', name: `${net} batch 100`, times: medians(samples) };
}

const medians = (samples: ReadonlyMap<string, readonly number[]>): Map<string, number> =>
  new Map([...samples].map(([name, list]) => [name, median(list)]));

function median(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

await (values.profile === undefined ? main() : profile(values.profile));
