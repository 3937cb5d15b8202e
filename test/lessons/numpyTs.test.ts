import { describe, expect, it } from 'vitest';
import { compare } from '../../runtime/judge/compare';
import { assemble, drawSeed, makeTrial } from '../../runtime/judge/trial';
import type { ScriptedSpec } from '../../runtime/judge/trial';
import { runOnNumpyTs } from './numpyTs';
import { preparedCourse } from './preparedCourse';

// np takes numpy-ts's names, argument order and results: every solution runs unchanged on it.
const { course, preparations } = await preparedCourse();
const rules = { rtol: 1e-9, atol: 1e-11, anyDType: true, anyValue: false };

describe.each(course.exercises.map(({ id }) => id))('%s', async (id) => {
  const prepared = await preparations.of(id);
  const reference = preparations.reference(prepared);
  const around = { isClass: (entry: string) => prepared.kinds.get(entry) === 'class', timeLimitMs: 1000 };
  const scripted = prepared.specs.filter(
    (spec): spec is ScriptedSpec => spec.kind !== 'train' && spec.kind !== 'throws',
  );

  it.each(scripted.map((spec) => [spec.name, spec] as const))('%s', (name, spec) => {
    for (let draw = 0; draw < 5; draw++) {
      const trial = makeTrial(spec, around, drawSeed(5, name, draw));
      const ours = assemble(trial.result, reference.run(trial.script));
      const values = runOnNumpyTs(trial.script, prepared.modules, id);
      const observations = values.map((value) => ({
        kind: 'returned' as const,
        value,
        changed: [],
        shares: [],
        durationMs: 0,
        prints: '',
      }));
      const theirs = assemble(trial.result, { observations, calls: [], printsCut: 0 });
      expect(compare(theirs, ours, rules)?.finding).toBeUndefined();
    }
  });
});
