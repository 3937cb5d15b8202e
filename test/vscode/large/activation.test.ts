import { strict as assert } from 'node:assert';
import { openDojo } from '../dojo/learner';

describe('with a course of 240 exercises', () => {
  it('starts, and says how long it took', async () => {
    const { activationMs, course } = await openDojo();
    assert.equal(course.exercises.length, 240);
    assert.ok(activationMs > 0);
    console.log(`[test] activation: ${activationMs.toFixed(1)} ms with ${course.exercises.length} exercises`);
  });
});
