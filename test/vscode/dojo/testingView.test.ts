import { strict as assert } from 'node:assert';
import type { TestItem, TestItemCollection } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import { openDojo, write } from './learner';

describe('the Testing view', () => {
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
  });
  const list = (items: TestItemCollection): TestItem[] => [...items].map(([, item]) => item);
  const roots = () => {
    assert.ok(api.testing, 'there is a controller in a dojo workspace');
    return list(api.testing.items);
  };

  it('has chapters, exercises and entries from the start', () => {
    assert.deepEqual(
      roots().map(({ label }) => label),
      api.course.course.chapters.map(({ title }) => title.en),
    );
    for (const exercise of api.course.exercises) {
      const item = roots()
        .flatMap(({ children }) => list(children))
        .find(({ id }) => id === exercise.id);
      assert.ok(item, exercise.id);
      assert.deepEqual(
        list(item.children).map(({ label }) => label),
        exercise.entry,
      );
      assert.ok(item.uri?.path.endsWith(`${exercise.id}.ts`));
    }
  });

  it('has the cases of an exercise after a check that was started anywhere', async () => {
    const id = '03-forward/sigmoid';
    await write(id, (await api.course.secret(id)).solution);
    const verdict = await api.check(id);
    const exercise = roots()
      .flatMap(({ children }) => list(children))
      .find((item) => item.id === id);
    assert.ok(exercise && verdict);
    const cases = list(exercise.children).flatMap(({ children }) => list(children));
    assert.deepEqual(
      cases.map(({ label }) => label),
      verdict.cases.map(({ name, visible }) => `${name} · ${visible ? 'example' : 'hidden'}`),
    );
    for (const one of cases) assert.ok(one.range, `${one.label} has its place`);

    // In a new window, they are there when the exercise is unfolded.
    for (const entry of list(exercise.children)) entry.children.replace([]);
    await api.testing?.resolveHandler?.(exercise);
    const again = list(exercise.children).flatMap(({ children }) => list(children));
    assert.deepEqual(
      again.map(({ id }) => id),
      cases.map(({ id }) => id),
    );
  });
});
