import type { Wish } from './caseParts';

type Rule = (wish: Wish) => boolean;

const ofBools: Rule = ({ dtype }) => dtype === 'bool';
const ofRank0: Rule = ({ layout }) => layout === 'rank 0';
const ofEmpty: Rule = ({ layout }) => layout === 'empty';
const readOnly: Rule = ({ layout }) => layout === 'broadcast';
const either =
  (...rules: Rule[]): Rule =>
  (wish) =>
    rules.some((rule) => rule(wish));

// oxfmt-ignore
const needsAnAxis = [
  'swapaxes', 'moveaxis', 'split', 'array_split', 'vsplit', 'hsplit', 'flipud', 'fliplr', 'rot90', 'iterate',
  'matmul', 'diagonal', 'trace', 'diag', 'tril', 'triu', 'nonzero', 'bincount', 'searchsorted',
  'bindex', 'vindex', 'take_along_axis',
  'linalg.det', 'linalg.slogdet', 'linalg.inv', 'linalg.solve', 'linalg.qr', 'linalg.svd', 'linalg.eigh',
  'linalg.eigvalsh', 'linalg.cholesky', 'linalg.matrix_power', 'linalg.pinv', 'linalg.lstsq',
];

/** Cells for which NumPy has no answer; that it raises there is checked. */
const raises: Record<string, Rule> = {
  ...Object.fromEntries(needsAnAxis.map((name) => [name, ofRank0])),
  ...Object.fromEntries(['negative', 'sign', 'percentile', 'quantile', 'ediff1d'].map((name) => [name, ofBools])),
  ...Object.fromEntries(
    ['set slices', 'set masks and arrays', 'copyto', 'putmask', 'place', 'put'].map((name) => [
      `write: ${name}`,
      readOnly,
    ]),
  ),
  ...Object.fromEntries(
    ['put_along_axis', 'overlap', 'fill_diagonal'].map((name) => [`write: ${name}`, either(readOnly, ofRank0)]),
  ),
  'linalg.cond': either(ofEmpty, ofRank0),
};

/** Cells in which np has its own manner, as docs/np-differences.md says: nothing is compared there. */
const ownManner: Record<string, Rule> = {
  // Indices and counts may be floats that are whole.
  bincount: ({ dtype }) => dtype.startsWith('float'),
  // NumPy raises for bools only where it comes to subtracting two.
  nanpercentile: ofBools,
  nanquantile: ofBools,
};

export function isUndefined(name: string, wish: Wish): boolean {
  return raises[name]?.(wish) ?? false;
}

export function isOwnManner(name: string, wish: Wish): boolean {
  return ownManner[name]?.(wish) ?? false;
}
