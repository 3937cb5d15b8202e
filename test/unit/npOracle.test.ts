import { describe, expect, test } from 'vitest';
import { findPython } from '../oracle/askNumpy';
import { consult, sampled } from '../oracle/oracle';

const SEED = Number(process.env.DOJO_ORACLE_SEED ?? 20240917);

const found = findPython();

// The short form of `npm run test:np`.
describe('np agrees with NumPy', () => {
  test(`on random cases of every function, dtype and layout${'missing' in found ? ` (skipped: ${found.missing})` : ''}`, async (ctx) => {
    if ('missing' in found) return ctx.skip(found.missing);
    const { cases, raised, failures } = await consult(found.python, sampled(SEED));
    console.log(`${cases} cases against NumPy, seed ${SEED}; it raised in ${raised}, and so did np`);
    expect(failures.join('\n'), `${failures.length} disagreements`).toBe('');
    expect(cases).toBeGreaterThanOrEqual(2000);
  }, 60_000);
});
