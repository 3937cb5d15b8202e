import { strict as assert } from 'node:assert';
import { commands, window } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import type { TrainingChange } from '../../../extension/trainingRuns';
import { openDojo, until, write } from './learner';

const id = '05-backprop/train-digits';

describe('training', function () {
  this.timeout(120_000);
  let api: TensorDojoApi;
  const changes: TrainingChange['type'][] = [];
  let watching: { dispose(): void };
  before(async () => {
    api = await openDojo();
    watching = api.trainingRuns.onDidChange(({ type }) => changes.push(type));
    await write(id, (await api.course.secret(id)).solution);
  });
  after(() => watching.dispose());
  beforeEach(() => changes.splice(0));
  const points = () => changes.filter((type) => type === 'points').length;

  it('keeps the curve so far when it is cancelled, and a panel shows it', async () => {
    const running = api.check(id);
    await until('the first points', () => points() > 0, 60_000);
    await until('the training panel', () =>
      window.tabGroups.all.some(({ activeTab }) => activeTab?.label.startsWith('Training: ')),
    );
    await commands.executeCommand('tensorDojo.cancel');
    assert.equal((await running)?.error?.reason, 'cancelled');
    const run = api.trainingRuns.latest(id);
    assert.equal(run?.state, 'cancelled');
    assert.ok(run.points.length > 0);
  });

  it('comes in while it runs, and ends with what the verdict says', async () => {
    const verdict = await api.check(id, { seed: 7 });
    assert.equal(verdict?.outcome, 'pass');
    assert.ok(points() >= 3, `${points()} changes while it ran`);
    const run = api.trainingRuns.latest(id);
    assert.equal(run?.state, 'finished');
    assert.equal(run.seed, 7);
    const steps = run.points.map(({ step }) => step);
    assert.deepEqual(
      steps,
      [...new Set(steps)].sort((a, b) => a - b),
    );
    assert.equal(run.points.at(-1)?.testAccuracy, verdict.metrics?.testAccuracy);
  });
});
