import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../runtime/engines/engine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { openEngine } from '../../runtime/node/openEngine';
import { Dice } from '../oracle/dice';
import { askDevice } from '../gpu/deviceTolerance';
import * as tfjs from '../gpu/tfjsEngine';
import * as webgpu from '../gpu/webgpuEngine';
import { difference, type Outcome, questions, type Question } from '../unit/engineContract';

/** One engine before the contract: every primitive is asked random questions, and so is the reference. */
interface Candidate {
  name: string;
  engine?: Engine;
  /** Why there is none. */
  absent?: string;
  rounds: number;
  /** What the question is for it: devices round in other ways, within bounds of their own. */
  asked(name: string, ask: Question, seed: number): (engine: Engine) => Outcome;
  end?(): Promise<void>;
}

const dist = join(import.meta.dirname, '../../dist');
const asIs: Candidate['asked'] = (_, ask, seed) => (engine) => ask(engine, new Dice(seed));
const roundsOf = (usual: number) => Number(process.env.DOJO_ENGINE_ROUNDS ?? usual);

function onProcessor(name: string): Candidate {
  const { engine, report } = openEngine(name, dist);
  const rounds = roundsOf(300);
  if (report.name === name) return { name, engine, rounds, asked: asIs };
  return { name, rounds, asked: asIs, absent: report.passedOver.map(({ why, detail }) => `${why}: ${detail}`).join() };
}

function onTensorFlow(): Candidate {
  const about = { name: 'tfjs-node-gpu', rounds: roundsOf(100), asked: askDevice };
  return tfjs.absent === undefined ? { ...about, engine: tfjs.tfjsEngine() } : { ...about, absent: tfjs.absent };
}

/** Few rounds: where the processor plays the GPU, a question takes some milliseconds, and each new shader longer. */
async function onWebgpu(): Promise<Candidate> {
  // Many threads add up, each a part.
  const inAnyOrder =
    (ask: Question): Question =>
    (engine, dice) => {
      const { values, inAnyOrder: allowed } = ask(engine, dice);
      return { values, ...(allowed && { allowed }) };
    };
  const asked: Candidate['asked'] = (name, ask, seed) => askDevice(name, name === 'scan' ? inAnyOrder(ask) : ask, seed);
  const about = { name: 'webgpu', rounds: roundsOf(60), asked };
  if (webgpu.absent !== undefined) return { ...about, absent: webgpu.absent };
  const { engine, end } = await webgpu.openTestWebgpu();
  return { ...about, engine, end };
}

const candidates = [...['javascript', 'cpu', 'native'].map(onProcessor), onTensorFlow(), await onWebgpu()];
const table = new Map<string, Map<string, string>>();

// Plain JavaScript is the reference, with NumPy itself behind it (`npm run test:np`): here it is asked twice.
describe.each(candidates)('$name', ({ name, engine, absent, rounds, asked, end }) => {
  const reference = createJavaScriptEngine();
  afterAll(() => end?.());

  it.skipIf(!engine).each(Object.entries(questions))(`%s${absent === undefined ? '' : `: ${absent}`}`, (what, ask) => {
    const cells = table.get(what) ?? new Map<string, string>();
    table.set(what, cells);
    cells.set(name, 'WRONG');
    const { fallbacks } = engine!.stats();
    for (let seed = 0; seed < rounds; seed++) {
      const question = asked(what, ask, seed);
      const found = difference(question(engine!), question(reference));
      expect(found, `${name}: ${what}, seed ${seed}`).toBeUndefined();
    }
    const elsewhere = engine!.stats().fallbacks - fallbacks;
    cells.set(name, elsewhere === 0 ? `${rounds}` : `${rounds} (${elsewhere})`);
  });
});

afterAll(() => {
  for (const { name, engine, absent } of candidates)
    console.log(`${name.padEnd(13)} ${engine ? `present: ${engine.capabilities().device}` : `absent: ${absent}`}`);
  const width = Math.max(...[...table.keys()].map((what) => what.length));
  const line = (first: string, cells: readonly string[]) =>
    `${first.padEnd(width)}  ${cells.map((cell) => cell.padStart(13)).join(' ')}`;
  const names = candidates.map(({ name }) => name);
  const rows = [...table].map(([what, cells]) =>
    line(
      what,
      names.map((name) => cells.get(name) ?? 'absent'),
    ),
  );
  const heading = 'random questions answered alike; in brackets, calls that the processor served for a device';
  console.log([heading, line('', names), ...rows].join('\n'));
});
