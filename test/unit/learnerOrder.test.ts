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
const trained = { type: 'trained' } as FromLearner;
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
  ['reports after the end', [train], [trained, report], false],
  ['fails a training run', [train], [trainFailed], true],
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
