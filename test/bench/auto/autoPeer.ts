import path from 'node:path';
import { createInterface } from 'node:readline';
import { recorder } from '../../../runtime/engines/pricing/recorder';
import { calibrate } from '../../../runtime/node/calibrationMeasures';
import { openAnyEngine } from '../../../runtime/node/openDeviceEngine';
import { setDefaultFloat, setEngine } from '../../../runtime/np/settings';
import { trainingStep } from '../arrays/nets';
import type { AutoAnswers, AutoQuestion } from './questions';

const [name, threads, folder] = process.argv.slice(2) as [string, string, string?];
const dist = path.join(process.env['DOJO_ROOT']!, 'dist');
const { engine, report } = openAnyEngine(name, dist, {
  threads: Number(threads),
  ...(folder !== undefined && { folder }),
});
if (report.name !== name) {
  console.error(`left out: ${name}: ${report.passedOver.map(({ why, detail }) => `${why} ${detail}`).join('; ')}`);
  process.exit(1);
}
setEngine(engine);
setDefaultFloat('float32');

const clocks = {
  wall: () => performance.now(),
  /** What this process has spent: the same, for one thread that nobody disturbs. */
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

let step: (() => void) | undefined;
let warm = false;

function answer(question: AutoQuestion): AutoAnswers[AutoQuestion['ask']] {
  switch (question.ask) {
    case 'calibrate':
      return { costs: calibrate(engine, clocks[question.clock]), device: engine.capabilities().device };
    case 'record': {
      const { net, batch, width } = question.training;
      step = trainingStep(net, batch, width);
      const book = recorder(engine);
      setEngine(book.engine);
      step();
      setEngine(engine);
      return { features: book.features() };
    }
    case 'time': {
      const { training, seconds, warmUp, clock } = question;
      const now = clocks[clock];
      step ??= trainingStep(training.net, training.batch, training.width);
      if (!warm) {
        warm = true;
        // Others may use the machine: what counts is how long this process had it.
        for (const until = clocks.processor() + 1000 * warmUp; clocks.processor() < until;) step();
      }
      return { ms: samples(step, seconds, now) };
    }
    default:
      return question satisfies never;
  }
}

/** Short ones, so that of many some meet nobody else. */
function samples(call: () => void, seconds: number, now: () => number): number[] {
  const sample = (calls: number): number => {
    engine.flush();
    const started = now();
    for (let i = 0; i < calls; i++) call();
    engine.flush();
    return (now() - started) / calls;
  };
  const first = sample(1);
  if (seconds === 0) return [first];
  const calls = Math.max(1, Math.ceil(1 / Math.max(first, 1e-3)));
  const found: number[] = [];
  for (const until = clocks.processor() + 1000 * seconds; found.length < 3 || clocks.processor() < until;)
    found.push(sample(calls));
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as AutoQuestion))}\n`);
}
