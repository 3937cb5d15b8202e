import { told } from './arguments';
import { arithmetic } from './binaryOperation';
import { multiplied } from './contraction';
import { readSubscripts, type Subscripts } from './einsumSubscripts';
import { NpError } from './errors';
import { viewOf, wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { promote } from './promotion';
import { reduceWith } from './reduction';
import { permuted, reshaped } from './reshaping';
import { cast, View } from './view';
import { sizeOf } from '../engines/layout';

/** An operand on its way: each label names one axis. */
interface Term {
  view: View;
  labels: string[];
}

/**
 * Sums of products in Einstein's notation: each axis has a letter; a letter that is not in the result is summed over.
 * Without `->` the result has the letters that occur once, in alphabetical order. `...` stands for axes that are
 * broadcast, a letter twice in one operand for a diagonal. Operands are multiplied pair by pair as matrices, the
 * cheapest pair first. The result is an array, of rank 0 for a single number.
 *
 * Shape: one axis for each letter of the result. dtype: promoted; bools stay bools. NumPy: `np.einsum`.
 *
 * @example np.einsum('ij,jk->ik', A, B) // np.matmul(A, B)
 * @example np.einsum('ii', A) // np.trace(A)
 * @example np.einsum('bij->bji', x) // the last two axes exchanged, a view
 * @throws NpError if the subscripts cannot be read, or do not fit the operands.
 */
export function einsum(subscripts: string, ...operands: ArrayLike[]): NDArray {
  const name = 'np.einsum';
  if (typeof subscripts !== 'string') throw new NpError(name, 'subscriptsNotText', { subscripts: told(subscripts) });
  if (operands.length === 0) throw new NpError(name, 'subscriptOperands', { subscripts, expected: 1, count: 0 });
  const given = operands.map((x) => viewFrom(name, x));
  const dtype = given.map((view) => view.dtype).reduce(promote);
  const views = given.map((view) => cast(name, view, dtype));
  const { operands: labels, output, lengths } = readSubscripts(name, subscripts, views);
  let terms = views.map((view, i) => diagonalised({ view, labels: labels[i] }, lengths));
  terms = terms.map((term, i) => summedAlone(name, term, neededBy(output, terms, [i])));
  while (terms.length > 1) {
    const [i, j] = cheapestPair(terms, output, lengths);
    const product = contractedPair(name, terms[i], terms[j], neededBy(output, terms, [i, j]));
    terms = [...terms.filter((_, k) => k !== i && k !== j), product];
  }
  return wrap(ordered(terms[0], output));
}

/**
 * A label twice in one operand walks along both axes at once. An axis of length 1 whose label is longer elsewhere says
 * the same everywhere, and is left out.
 */
function diagonalised({ view, labels }: Term, lengths: Subscripts['lengths']): Term {
  const kept = [...new Set(labels)].filter(
    (label) => view.shape[labels.indexOf(label)] !== 1 || lengths.get(label) === 1,
  );
  const strides = kept.map((label) =>
    view.strides.reduce((sum, stride, axis) => (labels[axis] === label ? sum + stride : sum), 0),
  );
  const shape = kept.map((label) => view.shape[labels.indexOf(label)]);
  return { view: new View(view.storage, view.offset, shape, strides, view.readonly), labels: kept };
}

/** Labels that somebody else than the terms at `except` still asks for. */
function neededBy(output: readonly string[], terms: readonly Term[], except: readonly number[]): Set<string> {
  return new Set([...output, ...terms.flatMap((term, i) => (except.includes(i) ? [] : term.labels))]);
}

function summedAlone(name: string, { view, labels }: Term, needed: ReadonlySet<string>): Term {
  const axes = labels.map((_, axis) => axis).filter((axis) => !needed.has(labels[axis]));
  if (axes.length === 0) return { view, labels };
  const total = reduceWith(name, view.dtype === 'bool' ? 'any' : 'sum', view, axes, false, view.dtype) as NDArray;
  return { view: viewOf(total), labels: labels.filter((label) => needed.has(label)) };
}

/** The pair whose product costs the fewest multiplications. */
function cheapestPair(
  terms: readonly Term[],
  output: readonly string[],
  lengths: Subscripts['lengths'],
): [number, number] {
  let best: [number, number] = [0, 1];
  let least = Infinity;
  for (let i = 0; i < terms.length; i++) {
    for (let j = i + 1; j < terms.length; j++) {
      const all = new Set([...terms[i].labels, ...terms[j].labels]);
      const needed = neededBy(output, terms, [i, j]);
      const cost = sizeOf([...all].map((label) => lengths.get(label)!));
      const left = sizeOf([...all].filter((label) => needed.has(label)).map((label) => lengths.get(label)!));
      // Of equal costs the smaller result: it makes what follows cheaper.
      if (cost + left / (cost + left + 1) < least) {
        least = cost + left / (cost + left + 1);
        best = [i, j];
      }
    }
  }
  return best;
}

/** Labels in both are summed over in a matrix product, or run along as its batch where they are still needed. */
function contractedPair(name: string, a: Term, b: Term, needed: ReadonlySet<string>): Term {
  const both = a.labels.filter((label) => b.labels.includes(label));
  const batch = both.filter((label) => needed.has(label)),
    summed = both.filter((label) => !needed.has(label));
  const rows = a.labels.filter((label) => !both.includes(label)),
    columns = b.labels.filter((label) => !both.includes(label));
  const labels = [...batch, ...rows, ...columns];
  const length = (label: string) => (a.labels.includes(label) ? lengthIn(a, label) : lengthIn(b, label));
  if (summed.length === 0) {
    const left = ordered(a, [...batch, ...rows]),
      right = ordered(b, [...batch, ...columns]);
    const wide = reshaped(name, left, [...left.shape, ...columns.map(() => 1)]);
    const narrow = reshaped(name, right, [...batch.map(length), ...rows.map(() => 1), ...columns.map(length)]);
    return { view: viewOf(arithmetic(name, 'multiply', wrap(wide), wrap(narrow))), labels };
  }
  const size = (group: readonly string[]) => sizeOf(group.map(length));
  const left = reshaped(name, ordered(a, [...batch, ...rows, ...summed]), [size(batch), size(rows), size(summed)]);
  const right = reshaped(name, ordered(b, [...batch, ...summed, ...columns]), [
    size(batch),
    size(summed),
    size(columns),
  ]);
  return { view: reshaped(name, multiplied(name, left, right, a.view.dtype), labels.map(length)), labels };
}

const lengthIn = ({ view, labels }: Term, label: string): number => view.shape[labels.indexOf(label)];

function ordered({ view, labels }: Term, order: readonly string[]): View {
  return permuted(
    view,
    order.map((label) => labels.indexOf(label)),
  );
}
