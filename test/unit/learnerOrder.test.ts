import { describe, expect, it } from 'vitest';
import type { FromLearner, ToLearner } from '../../runtime/protocol/learner';
import { LearnerOrder } from '../../runtime/protocol/learnerOrder';

const load: ToLearner = {
  type: 'load',
  modules: [],
  main: '',
  entries: [],
  defaultFloat: 'float64',
  memoryLimitBytes: 1,
};
const script = { seed: 1, timeLimitMs: 1, steps: [] };
const run = (count: number): ToLearner => ({ type: 'run', scripts: Array.from({ length: count }, () => script) });
const train = { type: 'train' } as ToLearner;

const ready: FromLearner = { type: 'ready' };
const loaded: FromLearner = { type: 'loaded', exports: [], prints: '', printsCut: 0 };
const loadFailed = { type: 'loadFailed' } as FromLearner;
const ran = (index: number) => ({ type: 'ran', index }) as FromLearner;
const report = { type: 'report' } as FromLearner;
const said = { type: 'printed', prints: 'x', printsCut: 0 } as FromLearner;
const page = { ...said, prints: 'x'.repeat(20_000) } as FromLearner;
const times = (count: number, message: FromLearner) => Array.from({ length: count }, () => message);
const trained = { type: 'trained' } as FromLearner;
const stepRecorded = { type: 'stepRecorded' } as FromLearner;
const deviceLost = { type: 'deviceLost', detail: '' } as FromLearner;
const trainFailed = { type: 'trainFailed' } as FromLearner;

const table: [string, ToLearner[], FromLearner[], boolean][] = [
  ['greets', [], [ready], true],
  ['greets twice', [], [ready, ready], false],
  ['speaks unasked', [], [loaded], false],
  ['answers a load', [load], [ready, loaded], true],
  ['answers a load twice', [load], [loaded, loadFailed], false],
  ['answers scripts in order', [load, run(2), run(1)], [loaded, ran(0), ran(1), ran(0)], true],
  ['answers scripts out of order', [run(2)], [ran(1)], false],
  ['answers one script too many', [run(1)], [ran(0), ran(1)], false],
  ['answers a script before the load', [load, run(1)], [ran(0)], false],
  ['reports and ends a training run', [train], [report, report, trained], true],
  ['says once what a step asks of the engine', [train], [report, stepRecorded, report, trained], true],
  ['says twice what a step asks of the engine', [train], [stepRecorded, stepRecorded], false],
  ['says in a check what a step asks of the engine', [run(1)], [stepRecorded], false],
  ['loses its device in a run', [train], [report, deviceLost], true],
  ['loses its device in a check', [load, run(1)], [loaded, deviceLost], true],
  ['loses its device while it waits', [load], [loaded, deviceLost], false],
  ['reports after the end', [train], [trained, report], false],
  ['fails a training run', [train], [trainFailed], true],
  [
    'prints while it loads, runs and trains',
    [load, run(1), train],
    [said, loaded, said, ran(0), said, report, trained],
    true,
  ],
  ['prints unasked', [], [ready, said], false],
  ['prints after its last answer', [load], [loaded, said], false],
  ['prints as much as is kept, for each answer', [load, run(1)], [page, loaded, page, ran(0)], true],
  ['prints more than is kept', [load], [page, said], false],
  ['says nothing without end', [load], times(21_001, { ...said, prints: '' } as FromLearner), false],
  ['reports during scripts', [run(1)], [report], false],
];

describe('a learner that', () => {
  it.each(table)('%s', (_, asked, said, fine) => {
    const order = new LearnerOrder();
    for (const message of asked) order.posted(message);
    const accepted = said.map((message) => order.accepts(message));
    expect(accepted.slice(0, -1)).toEqual(said.slice(1).map(() => true));
    expect(accepted.at(-1)).toBe(fine);
  });
});
