import { strict as assert } from 'node:assert';
import { TreeItemCollapsibleState } from 'vscode';
import type { TreeItem } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import type { LessonNode } from '../../../extension/lessonsTree';
import { openDojo, write } from './learner';

describe('the lessons tree', () => {
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
    await api.progress.forgetAll();
  });
  const children = async (node?: LessonNode) => (await api.lessons.getChildren(node)) ?? [];
  const item = async (node: LessonNode): Promise<TreeItem> => api.lessons.getTreeItem(node);
  const rows = async (node?: LessonNode) => Promise.all((await children(node)).map(item));
  const chapters = async () => (await children()).filter(({ kind }) => kind === 'chapter');

  it('has every chapter and exercise in course order, after what is up next', async () => {
    const { course } = api.course;
    assert.deepEqual(
      (await rows()).map(({ label }) => label),
      [`Up next: ${api.course.exercises[0]?.title.en}`, ...course.chapters.map(({ title }) => title.en)],
    );
    const labels = await Promise.all((await chapters()).map(rows));
    assert.deepEqual(
      labels.flat().map(({ label }) => label),
      api.course.exercises.map(({ title }) => title.en),
    );
  });

  it('says each state in words, and counts', async () => {
    const exercise = api.course.find('03-forward/sigmoid');
    assert.ok(exercise);
    const chapter = (await chapters()).find((node) => node.kind === 'chapter' && node.chapter.id === '03-forward');
    assert.ok(chapter);
    const sigmoid = async () => (await rows(chapter)).find(({ id }) => id === exercise.id);
    assert.equal((await sigmoid())?.description, 'not started');
    assert.match(String((await item(chapter)).description), /^0\/\d+$/);

    const { starter } = await api.course.lesson(exercise.id);
    await write(exercise.id, starter.replace(/throw new Error\([^)]*\)/, 'return x'));
    assert.equal((await api.check(exercise.id))?.outcome, 'fail');
    assert.equal((await sigmoid())?.description, 'attempted');

    await write(exercise.id, (await api.course.secret(exercise.id)).solution);
    assert.equal((await api.check(exercise.id))?.outcome, 'pass');
    assert.equal((await sigmoid())?.description, 'passed');
    assert.equal((await sigmoid())?.accessibilityInformation?.label, `${exercise.title.en}, passed`);
    assert.match(String((await item(chapter)).description), /^1\/\d+$/);
  });

  it('moves on with what is up next', async () => {
    const [first, second] = api.course.exercises;
    assert.ok(first && second);
    await write(first.id, (await api.course.secret(first.id)).solution);
    await api.check(first.id);
    const [next] = await rows();
    assert.equal(next?.label, `Up next: ${second.title.en}`);
  });

  it('opens the chapter that the learner is in, and keeps ids that last', async () => {
    const found = await Promise.all((await chapters()).map(item));
    assert.ok(found.some(({ collapsibleState }) => collapsibleState === TreeItemCollapsibleState.Expanded));
    assert.deepEqual(
      found.map(({ id }) => id),
      api.course.course.chapters.map(({ id }) => id),
    );
  });
});
