import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  argReduceCodes,
  binaryCodes,
  dtypeCodes,
  poolCodes,
  reduceCodes,
  scatterCodes,
  unaryCodes,
} from '../../runtime/engines/kernelCodes';

// The compiler sees the two lists on either side of the border apart: only this holds them together.
const header = readFileSync(join(import.meta.dirname, '../../runtime/kernels/kernels.h'), 'utf8');

/** The enumeration that begins with `first`, as the names that its entries have in TypeScript. */
function enumeration(first: string, prefix: string): Record<string, number> {
  const body = [...header.matchAll(/enum \{([^}]*)\}/g)]
    .map(([, entries]) => entries!.split(',').map((entry) => entry.trim()))
    .find(([name]) => name === first);
  if (!body) throw new Error(`no enumeration in kernels.h begins with ${first}`);
  const named = (entry: string) =>
    entry
      .slice(prefix.length)
      .replace('SCATTER_', '')
      .toLowerCase()
      .replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(body.map((entry, code) => [named(entry), code]));
}

it.each([
  ['TD_FLOAT64', 'TD_', dtypeCodes],
  ['TD_NEGATIVE', 'TD_', unaryCodes],
  ['TD_ADD', 'TD_', binaryCodes],
  ['TD_SUM', 'TD_', reduceCodes],
  ['TD_ARGMAX', 'TD_', argReduceCodes],
  ['TD_SET', 'TD_', scatterCodes],
  ['TD_POOL_MAX', 'TD_POOL_', poolCodes],
])('the codes from %s on are those of the kernels', (first, prefix, codes) => {
  expect(codes).toEqual(enumeration(first, prefix));
});
