import { strict as assert } from 'node:assert';
import { openDojo } from '../dojo/learner';
import { list } from '../dojo/testRuns';

describe('with a course of 240 exercises', () => {
  it('starts, and says how long it took', async () => {
    const { activationMs, course } = await openDojo();
    assert.equal(course.exercises.length, 240);
    assert.ok(activationMs > 0);
    console.log(`[test] activation: ${activationMs.toFixed(1)} ms with ${course.exercises.length} exercises`);
  });

  it('has them all in the Testing view, without having read a lesson', async () => {
    const { testing } = await openDojo();
    assert.ok(testing);
    const exercises = list(testing.controller.items).flatMap(({ children }) => list(children));
    assert.equal(exercises.length, 240);
    for (const exercise of exercises) {
      assert.ok(exercise.canResolveChildren);
      for (const entry of list(exercise.children)) assert.equal(entry.children.size, 0);
    }
  });
});
