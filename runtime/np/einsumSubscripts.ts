import { NpError, shapeText } from './errors';
import type { View } from './view';

/** One label for each axis, of each operand and of the result. Axes under an ellipsis have numbers for labels. */
export interface Subscripts {
  operands: string[][];
  output: string[];
  /** What each label stands for; 1 where it is 1 in every operand. */
  lengths: Map<string, number>;
}

/**
 * Reads 'ij,jk->ik'. Without an arrow the result has the ellipsis and then, in alphabetical order, the labels that occur
 * once. Axes under an ellipsis are aligned at the last one, as in broadcasting.
 */
export function readSubscripts(name: string, subscripts: string, views: readonly View[]): Subscripts {
  const text = subscripts.replaceAll(' ', '');
  const [inputs, result, ...more] = text.split('->');
  if (more.length > 0) throw new NpError(name, 'subscriptArrows', { subscripts });
  const terms = inputs.split(',');
  if (terms.length !== views.length)
    throw new NpError(name, 'subscriptOperands', { subscripts, expected: terms.length, count: views.length });

  const parts = [...terms, ...(result === undefined ? [] : [result])].map((term) => {
    if (!/^[a-zA-Z]*(\.\.\.)?[a-zA-Z]*$/.test(term))
      throw new NpError(name, 'subscriptsUnclear', { subscripts, part: term });
    return term;
  });
  const hidden = terms.map((term, i) => {
    const labels = term.replace('...', '');
    const missing = views[i].shape.length - labels.length;
    if (missing < 0 || (missing > 0 && !term.includes('...'))) {
      throw new NpError(name, 'subscriptRank', { operand: i + 1, shape: shapeText(views[i].shape), labels: term });
    }
    return missing;
  });
  const most = Math.max(0, ...hidden);
  const ellipsis = (count: number) => Array.from({ length: count }, (_, i) => String(most - count + i));
  const labelled = (term: string, count: number) => {
    const [before, after = ''] = term.split('...');
    return [...before, ...(term.includes('...') ? ellipsis(count) : []), ...after];
  };

  const operands = terms.map((term, i) => labelled(term, hidden[i]));
  const lengths = measured(name, operands, views);
  const output = result === undefined ? implied(inputs, ellipsis(most)) : labelled(parts.at(-1)!, most);
  if (new Set(output).size !== output.length) throw new NpError(name, 'subscriptTwice', { subscripts });
  const unknown = output.find((label) => !lengths.has(label));
  if (unknown !== undefined) throw new NpError(name, 'subscriptUnknown', { subscripts, label: unknown });
  if (result !== undefined && most > 0 && !result.includes('...'))
    throw new NpError(name, 'subscriptEllipsis', { subscripts });
  return { operands, output, lengths };
}

function implied(inputs: string, ellipsis: readonly string[]): string[] {
  const labels = [...inputs.replace(/[^a-zA-Z]/g, '')];
  return [...ellipsis, ...labels.filter((label) => labels.indexOf(label) === labels.lastIndexOf(label)).toSorted()];
}

/** Equal labels have equal lengths, where 1 fits every length in another operand. */
function measured(name: string, operands: readonly string[][], views: readonly View[]): Map<string, number> {
  const lengths = new Map<string, number>();
  operands.forEach((labels, i) => {
    labels.forEach((label, axis) => {
      const length = views[i].shape[axis];
      const own = views[i].shape[labels.indexOf(label)];
      const known = lengths.get(label) ?? 1;
      if (own !== length || (length !== 1 && known !== 1 && known !== length))
        throw new NpError(name, 'subscriptLength', { label, first: own === length ? known : own, second: length });
      if (length !== 1) lengths.set(label, length);
      else if (!lengths.has(label)) lengths.set(label, 1);
    });
  });
  return lengths;
}
