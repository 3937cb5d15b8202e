import { itemBytes, type DType } from '../../protocol/value';
import type { ArgReduceOp, Elements, ReduceOp, Storage, Strided } from '../engine';
import { elementsOf, isFloat } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import { Loop } from '../javascript/loops';
import { checkRange } from '../integerOverflow';
import { argReduceCodes, dtypeCodes, reduceCodes } from '../kernelCodes';
import type { KernelMemory } from './kernelMemory';
import { Slot } from './port';

/** Bytes that are folded at once. */
const chunkBytes = 64 << 10;
/** Elements that are summed as one: the kernels' TD_SUM_BLOCK. */
const sumBlock = 1024;
/** Sums of blocks that a slot holds. */
const mostBlocks = 64 << 10;

/** x with its last axes, which are folded, apart from the others. */
interface Folding {
  readonly from: Elements;
  readonly offset: number;
  readonly kept: Loop;
  readonly folded: Loop;
  /** Elements that meet in each result. */
  readonly count: number;
  /** Elements that pass at once. */
  readonly chunk: number;
}

function folding(x: Strided, rank: number): Folding {
  const at = x.shape.length - rank;
  return {
    from: elementsOf(x.storage),
    offset: x.offset,
    kept: new Loop(x.shape.slice(0, at), [x.strides.slice(0, at)]),
    folded: new Loop(x.shape.slice(at), [x.strides.slice(at)]),
    count: sizeOf(x.shape.slice(at)),
    chunk: chunkBytes / itemBytes[x.dtype],
  };
}

export function reduce(memory: KernelMemory, op: ReduceOp, x: Strided, rank: number, out: Storage): boolean {
  if (op === 'any' || op === 'all' || !(isFloat(x.dtype) || op === 'sum')) return false;
  const plan = folding(x, rank);
  if (plan.count === 0 || out.length === 0) return false;
  const { kept, folded, count, chunk } = plan;
  const columns = kept.steps[0] === 1 && kept.length > 1 && folded.steps[0] !== 1;
  const few = !columns && count <= fewElements && !(folded.single && folded.steps[0] === 1);
  const direct = isFloat(x.dtype) && out.dtype === x.dtype && !((columns || few) && op === 'sum');
  // Sums of parts are added up in double.
  const results = direct ? elementsOf(out) : new Float64Array(out.length);
  const done = columns
    ? reduceColumns(memory, op, x.dtype, plan, results)
    : few
      ? reduceFew(op, plan, results)
      : count <= chunk
        ? reduceRows(memory, op, x.dtype, plan, results)
        : reduceLongRows(memory, op, x.dtype, plan, results);
  if (!done || results === elementsOf(out)) return done;
  if (out.dtype === 'int32') checkRange(op, results);
  elementsOf(out).set(results);
  return true;
}

/** Fewer elements than this that lie apart are not worth collecting: whole arrays of first, second, ... elements are folded instead. */
const fewElements = 32;

function reduceFew(op: ReduceOp, { from, offset, kept, folded }: Folding, results: Elements): boolean {
  const fold = rowFolds[op as 'sum' | 'prod' | 'max' | 'min'];
  let first = true;
  folded.run([offset], ([at]) => {
    for (let n = 0; n < folded.length; n++, at += folded.steps[0]) {
      const put = first ? rowFolds.first : fold;
      kept.run([at], ([i], done) => put(from, i, kept.steps[0], results, done, kept.length));
      first = false;
    }
  });
  return true;
}

type RowFold = (x: Elements, i: number, s: number, o: Elements, k: number, n: number) => void;

// oxfmt-ignore
const rowFolds: Record<'first' | 'sum' | 'prod' | 'max' | 'min', RowFold> = {
  first: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = x[i]; },
  sum: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] += x[i]; },
  prod: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] *= x[i]; },
  max: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = Math.max(o[k], x[i]); },
  min: (x, i, s, o, k, n) => { for (const e = k + n; k < e; k++, i += s) o[k] = Math.min(o[k], x[i]); },
};

/** Sums of whole numbers come as doubles. */
const resultOf = (dtype: DType): DType => (isFloat(dtype) ? dtype : 'float64');

function reduceRows(memory: KernelMemory, op: ReduceOp, dtype: DType, plan: Folding, results: Elements): boolean {
  const to = new Slot(memory, 1, resultOf(dtype));
  return eachRows(memory, dtype, plan, (from, rows, done) => {
    const { count } = plan;
    if (memory.run.reduceRows(reduceCodes[op], from.code, rows, count, from.pointer, count, 1, to.pointer) === 0)
      return false;
    to.take(results, done, rows);
    return true;
  });
}

/** Brings in what meets in each result as one row, as many rows as fit. */
function eachRows(
  memory: KernelMemory,
  dtype: DType,
  { from, offset, kept, folded, count, chunk }: Folding,
  visit: (rows: Slot, n: number, done: number) => boolean,
): boolean {
  const slot = new Slot(memory, 0, dtype);
  const most = Math.max(1, Math.floor(chunk / count));
  const together = folded.single && folded.steps[0] === 1 && kept.steps[0] === count;
  let taken = true;
  let start = 0,
    filled = 0;
  const flush = () => {
    taken &&= visit(slot, filled, start);
    start += filled;
    filled = 0;
  };
  kept.run([offset], ([first]) => {
    if (together) {
      for (let k = 0; k < kept.length; k += most) {
        filled = Math.min(most, kept.length - k);
        slot.bring(0, from, first + k * count, 1, filled * count);
        flush();
      }
      return;
    }
    for (let k = 0; k < kept.length; k++) {
      const at = first + k * kept.steps[0];
      if (folded.single) slot.bring(filled * count, from, at, folded.steps[0], count);
      else {
        const base = filled * count;
        folded.run([at], ([i], before) => slot.bring(base + before, from, i, folded.steps[0], folded.length));
      }
      if (++filled === most) flush();
    }
  });
  if (filled > 0) flush();
  return taken;
}

/** Rows that do not fit: sums by their blocks, so that they are those of the whole row, and of the rest the parts' results are folded. */
function reduceLongRows(memory: KernelMemory, op: ReduceOp, dtype: DType, plan: Folding, results: Elements): boolean {
  const { from, offset, kept, folded, count, chunk } = plan;
  if (count > mostBlocks * sumBlock) return false;
  const slot = new Slot(memory, 0, dtype),
    sums = new Slot(memory, 1, 'float64'),
    to = new Slot(memory, 2, resultOf(dtype));
  const { run } = memory;
  let taken = true;
  kept.run([offset], ([first], done) => {
    for (let k = 0; k < kept.length; k++) {
      let parts = 0;
      let result = op === 'prod' ? 1 : op === 'max' ? -Infinity : Infinity;
      eachPart(folded, first + k * kept.steps[0], chunk, slot, from, (n) => {
        if (op === 'sum') {
          taken &&= run.sumBlocks(slot.code, n, slot.pointer, 1, sums.pointer + parts * 8) !== 0;
          parts += Math.ceil(n / sumBlock);
        } else {
          taken &&= run.reduceRows(reduceCodes[op], slot.code, 1, n, slot.pointer, n, 1, to.pointer) !== 0;
          result = joined(op, result, to.view[to.start]);
        }
      });
      results[done + k] = op === 'sum' ? run.total(parts, sums.pointer) : result;
    }
  });
  return taken;
}

function joined(op: 'prod' | 'max' | 'min' | ReduceOp, a: number, b: number): number {
  if (op === 'prod') return a * b;
  return op === 'max' ? Math.max(a, b) : Math.min(a, b);
}

/** Brings the elements of one result through a slot, part by part; every part but the last is full. */
function eachPart(
  folded: Loop,
  at: number,
  chunk: number,
  slot: Slot,
  from: Elements,
  visit: (n: number) => void,
): void {
  const step = folded.steps[0];
  let filled = 0;
  folded.run([at], ([first]) => {
    for (let k = 0; k < folded.length;) {
      const n = Math.min(chunk - filled, folded.length - k);
      slot.bring(filled, from, first + k * step, step, n);
      k += n;
      filled += n;
      if (filled < chunk) continue;
      visit(filled);
      filled = 0;
    }
  });
  if (filled > 0) visit(filled);
}

/** Columns that are folded at once: runs of so many lie together. */
const columnsAtOnce = 4096;

/** Results lie side by side as their elements do: rows are folded into one another. */
function reduceColumns(memory: KernelMemory, op: ReduceOp, dtype: DType, plan: Folding, results: Elements): boolean {
  const { from, offset, kept, folded, count, chunk } = plan;
  const slot = new Slot(memory, 0, dtype),
    to = new Slot(memory, 1, resultOf(dtype)),
    workspace = new Slot(memory, 2, 'float64');
  const code = reduceCodes[op];
  const { run } = memory;
  const width = Math.min(kept.length, columnsAtOnce);
  const most = Math.min(count, Math.max(1, Math.floor((2 * chunk) / width)));
  if (run.reduceColumnsWorkspace(code, slot.code, most, width) > 512 << 10) return false;
  let taken = true;
  kept.run([offset], ([first], done) => {
    for (let c = 0; c < kept.length; c += width) {
      const columns = Math.min(width, kept.length - c);
      let rows = 0,
        parts = 0;
      const flush = () => {
        taken &&=
          run.reduceColumns(code, slot.code, rows, columns, slot.pointer, columns, to.pointer, workspace.pointer) !== 0;
        if (parts === 0) to.take(results, done + c, columns);
        else joinColumns(op, to, results, done + c, columns);
        parts++;
        rows = 0;
      };
      folded.run([first + c], ([at]) => {
        for (let r = 0; r < folded.length;) {
          const n = Math.min(most - rows, folded.length - r);
          bringRows(slot, rows * columns, from, at + r * folded.steps[0], folded.steps[0], n, columns);
          r += n;
          rows += n;
          if (rows === most) flush();
        }
      });
      if (rows > 0) flush();
    }
  });
  return taken;
}

function bringRows(
  slot: Slot,
  k: number,
  from: Elements,
  at: number,
  stride: number,
  rows: number,
  columns: number,
): void {
  if (stride === columns) return slot.bring(k, from, at, 1, rows * columns);
  for (let r = 0; r < rows; r++, at += stride) slot.bring(k + r * columns, from, at, 1, columns);
}

function joinColumns(op: ReduceOp, to: Slot, results: Elements, at: number, columns: number): void {
  const { view, start } = to;
  if (op === 'sum') for (let c = 0; c < columns; c++) results[at + c] += view[start + c];
  else for (let c = 0; c < columns; c++) results[at + c] = joined(op, results[at + c], view[start + c]);
}

export function argReduce(memory: KernelMemory, op: ArgReduceOp, x: Strided, rank: number, out: Storage): boolean {
  const plan = folding(x, rank);
  const { count, chunk } = plan;
  if (count === 0 || count > chunk) return false;
  const to = new Slot(memory, 1, 'int32');
  const results = elementsOf(out);
  return eachRows(memory, x.dtype, plan, (from, rows, done) => {
    const code = argReduceCodes[op];
    if (memory.run.argReduceRows(code, from.code, rows, count, from.pointer, count, 1, to.pointer) === 0) return false;
    to.take(results, done, rows);
    return true;
  });
}

export function moments(memory: KernelMemory, x: Strided, rank: number, mean: Storage, deviation: Storage): boolean {
  const plan = folding(x, rank);
  const { count, chunk } = plan;
  if (!isFloat(x.dtype) || mean.dtype !== x.dtype || deviation.dtype !== x.dtype) return false;
  if (count === 0 || count > chunk) return false;
  const means = new Slot(memory, 1, x.dtype),
    deviations = new Slot(memory, 2, x.dtype);
  return eachRows(memory, x.dtype, plan, (from, rows, done) => {
    const type = dtypeCodes[x.dtype];
    if (memory.run.momentsRows(type, rows, count, from.pointer, count, 1, means.pointer, deviations.pointer) === 0)
      return false;
    means.take(elementsOf(mean), done, rows);
    deviations.take(elementsOf(deviation), done, rows);
    return true;
  });
}
