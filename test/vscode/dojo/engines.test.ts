import { strict as assert } from 'node:assert';
import { commands } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import type { EngineSurvey } from '../../../runtime/protocol/pricing';
import { openDojo, until, write } from './learner';

const id = '03-forward/sigmoid';
const measure = (): Thenable<EngineSurvey | undefined> => commands.executeCommand('tensorDojo.measureEngines');

describe('the engines of this machine', function () {
  this.timeout(120_000);
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
    await write(id, (await api.course.secret(id)).solution);
  });

  it('are looked at once a check has ended', async () => {
    await api.check(id);
    const { measured, absent } = await until('a survey', () => api.engines.survey, 60_000);
    assert.ok(measured.some(({ engine }) => engine === 'cpu'));
    const all = [...measured, ...absent].map(({ engine }) => engine).sort();
    assert.deepEqual(all, ['cpu', 'native', 'tfjs-node-gpu', 'webgpu']);
  });

  it('are measured again by command', async () => {
    const before = api.engines.survey;
    const found = await measure();
    assert.ok(found && found !== before);
    assert.equal(api.engines.survey, found);
  });

  it('make way for a check', async () => {
    const before = api.engines.survey;
    const measuring = measure();
    await new Promise((later) => setTimeout(later, 300));
    assert.equal((await api.check(id))?.outcome, 'pass');
    assert.equal(await measuring, undefined);
    assert.equal(api.engines.survey, before);
  });
});
