import { dtypes, layouts } from './arraySpec';
import type { Case, Maker, Wish } from './caseParts';
import { creationCases } from './cases/creation';
import { elementwiseCases } from './cases/elementwise';
import { indexingCases } from './cases/indexing';
import { linalgCases } from './cases/linalg';
import { productCases } from './cases/products';
import { programCases } from './cases/programs';
import { reductionCases } from './cases/reductions';
import { shapeCases } from './cases/shapes';
import { sortingCases } from './cases/sorting';
import { writeCases } from './cases/writes';
import { Dice } from './dice';
import { isOwnManner } from './undefinedCells';

export const makers: Record<string, Maker> = {
  ...elementwiseCases,
  ...reductionCases,
  ...shapeCases,
  ...productCases,
  ...indexingCases,
  ...sortingCases,
  ...linalgCases,
  ...writeCases,
  ...programCases,
  ...creationCases,
};

/** What a function is tried with: each dtype in each layout. */
export const wishes: readonly Wish[] = layouts.flatMap((layout) => dtypes.map((dtype) => ({ dtype, layout })));

export interface NamedCase {
  name: string;
  wish: Wish;
  seed: number;
  each: Case;
}

/** A case can be told by its function, its wish and its seed. */
export function makeCase(name: string, wish: Wish, seed: number): NamedCase | undefined {
  if (isOwnManner(name, wish)) return undefined;
  const each = makers[name](new Dice(seed), wish);
  return each && { name, wish, seed, each };
}
