import { describe, expect, it } from 'vitest';
import { caseList } from '../../runtime/judge/caseList';
import { planCases } from '../../runtime/judge/plannedCase';
import { Preparations } from '../../runtime/judge/prepare';
import { evaluate } from '../../runtime/node/evaluate';
import type { CheckRequest } from '../../runtime/protocol/judge';
import { fixtureCourse } from './fixtureCourse';

const request = (more: Partial<CheckRequest> = {}): CheckRequest => ({
  exercise: '',
  file: '',
  text: '',
  seed: 7,
  engine: 'cpu',
  uses: [],
  mode: 'check',
  ...more,
});
const around = { isClass: () => false, timeLimitMs: 1000 };
const prepared = (id: string) => new Preparations(fixtureCourse, evaluate).of(id);

describe('the cases of an exercise', () => {
  it.each(['measures', 'linear-layer', 'train-line'])(
    'are those that a check of %s plans, whatever its seed',
    async (name) => {
      const id = `90-fixtures/${name}`;
      const { exercise } = await fixtureCourse.lesson(id);
      const listed = caseList(exercise, (await fixtureCourse.secret(id)).checks, evaluate);
      expect(listed.length).toBeGreaterThan(0);
      for (const seed of [1, 2, 3])
        expect(planCases(await prepared(id), around, request({ seed }))).toMatchObject(listed);
    },
  );

  it('that train are about the entry that is handed `report`', async () => {
    const { exercise } = await fixtureCourse.lesson('90-fixtures/measures');
    const checks = `const { checks } = require('kit/checks');
      module.exports.default = checks(({ train }) => {
        const plan = { scores: () => null, steps: 1, batchSize: 1, target: {} };
        train('a function', { ...plan, run: (me, { x, t }, report) => me.fit(me.start(x.shape[1]), { x, t }, report) });
        train('a method', { ...plan, run: (me, { x }, report) => { const net = me.Net(me.start(2)); net.fit(x, report); return net.w; } });
      });`;
    expect(caseList(exercise, checks, evaluate).map(({ entry }) => entry)).toEqual(['fit', 'Net']);
  });

  it('have names of their own', async () => {
    const { exercise } = await fixtureCourse.lesson('90-fixtures/measures');
    const checks = `const { checks } = require('kit/checks');
      module.exports.default = checks(({ example }) => {
        example('one', (me) => me.stats(1), 1);
        example('one', (me) => me.stats(2), 2);
      });`;
    expect(() => caseList(exercise, checks, evaluate)).toThrow('two cases are called "one"');
  });

  it('are checked in the order of the author, whatever the order of the request', async () => {
    const { specs, ...rest } = await prepared('90-fixtures/measures');
    const [first, , third] = specs.map(({ name }) => name) as [string, string, string];
    const planned = planCases({ specs, ...rest }, around, request({ only: [third, first] }));
    expect(planned.map(({ name }) => name)).toEqual([first, third]);
  });

  it('cannot be asked for by a name that none has', async () => {
    const exercise = await prepared('90-fixtures/measures');
    expect(() => planCases(exercise, around, request({ only: ['absent'] }))).toThrow('has no case "absent"');
  });
});
