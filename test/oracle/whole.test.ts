import { expect, test } from 'vitest';
import { findPython } from './askNumpy';
import { consult, namesWithCells, untilCovered } from './oracle';

const SEED = Number(process.env.DOJO_ORACLE_SEED ?? 20240917);
const LEAST = 20;
const ROUNDS = 10;

const found = findPython();

test(`np agrees with NumPy in every cell${'missing' in found ? ` (skipped: ${found.missing})` : ''}`, async (ctx) => {
  if ('missing' in found) return ctx.skip(found.missing);
  const { cases, raised, failures, coverage } = await consult(found.python, untilCovered(SEED, LEAST, ROUNDS));
  console.log(coverage.table(namesWithCells));
  console.log(`${cases} cases against NumPy, seed ${SEED}: ${failures.length} wrong; NumPy raised in ${raised}`);
  expect(
    failures
      .toSorted((a, b) => b.length - a.length)
      .slice(0, 100)
      .join('\n'),
    `${failures.length} disagreements`,
  ).toBe('');
  expect(coverage.faults(namesWithCells, LEAST).join('\n'), 'cells').toBe('');
  expect(cases).toBeGreaterThanOrEqual(20_000);
});
