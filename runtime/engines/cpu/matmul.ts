import { itemBytes, type DType } from '../../protocol/value';
import type { Elements, Storage, Strided } from '../engine';
import { elementsOf, isFloat } from '../javascript/hostStorage';
import { Loop } from '../javascript/loops';
import { binaryCodes, dtypeCodes } from '../kernelCodes';
import type { KernelMemory } from './kernelMemory';
import { move } from './port';
import { Resident } from './resident';

/**
 * A longer inner dimension is cut into pieces of this length, and their products are added up. What is cut, and so the order of
 * every addition, depends on the length alone.
 */
const depth = 2048;
/** Bytes of rows, of the left factor and the result together, that pass at once: they stay in the second cache. */
const rowBytes = 256 << 10;
/** Fewer rows than this would not repay what a kernel does once for the right factor. */
const fewestRows = 256;
/** Bytes of the right factor that are in the kernels' memory at once. */
const columnBytes = 8 << 20;
/** Bytes of a block of results; the most that a product of few rows gives at once. */
const resultBytes = 2 << 20;
/** The kernels work on this many rows and columns at a time, or on divisors of it. */
const grain = 48;

interface Matrix {
  readonly elements: Elements;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

/** A block of a matrix in the kernels' memory. */
interface Block {
  readonly pointer: number;
  readonly row: number;
  readonly column: number;
}

/** With so few rows the right factor is read once, and bringing it in would cost more than the product. */
const fewRows = 8;

export function matmul(memory: KernelMemory, resident: Resident, x: Strided, y: Strided, out: Storage): boolean {
  const { dtype } = out;
  if (!isFloat(dtype) || x.dtype !== dtype || y.dtype !== dtype) return false;
  const rank = x.shape.length;
  const m = x.shape[rank - 2],
    k = x.shape[rank - 1],
    n = y.shape[rank - 1];
  if (rank === 2 && m <= fewRows && k <= 2 * depth && out.length * itemBytes[dtype] <= resultBytes && staysWhole(y)) {
    multiplyResident(memory, resident, x, y, out);
    return true;
  }
  const product = new Product(memory, dtype, m, n, k);
  const batches = new Loop(x.shape.slice(0, -2), [x.strides.slice(0, -2), y.strides.slice(0, -2)]);
  const to = elementsOf(out);
  batches.run([x.offset, y.offset], ([i, j], done) => {
    for (let b = 0; b < batches.length; b++) {
      const left = matrix(x, i + b * batches.steps[0]),
        right = matrix(y, j + b * batches.steps[1]);
      product.compute(left, right, to, (done + b) * m * n);
    }
  });
  return true;
}

function matrix({ storage, shape, strides }: Strided, offset: number): Matrix {
  return { elements: elementsOf(storage), offset, row: strides[shape.length - 2], column: strides[shape.length - 1] };
}

/** Whether a matrix is one stretch of memory, row by row or column by column, that may stay. */
function staysWhole(y: Strided): boolean {
  const [rows, columns] = y.shape,
    [row, column] = y.strides;
  return ((column === 1 && row === columns) || (row === 1 && column === rows)) && Resident.takes(y);
}

function multiplyResident(memory: KernelMemory, resident: Resident, x: Strided, y: Strided, out: Storage): void {
  const [m, k] = x.shape,
    n = y.shape[1];
  const view = memory.views[out.dtype],
    bytes = itemBytes[out.dtype],
    code = dtypeCodes[out.dtype];
  const left = memory.start,
    result = aligned(left + m * k * bytes),
    workspace = aligned(result + m * n * bytes);
  const from = elementsOf(x.storage);
  resident.bring(y);
  for (let i = 0; i < m; i++) move(from, x.offset + i * x.strides[0], x.strides[1], view, left / bytes + i * k, k);
  const [row, column] = y.strides;
  memory.run.matmul(code, m, n, k, left, k, 1, resident.pointer, row, column, result, workspace);
  move(view, result / bytes, 1, elementsOf(out), 0, m * n);
}

/** Multiplies m x k by k x n matrices, block by block: a block of columns stays while the blocks of rows pass. */
class Product {
  readonly #memory: KernelMemory;
  readonly #view: Elements;
  readonly #bytes: number;
  readonly #code: number;
  readonly #m: number;
  readonly #n: number;
  readonly #k: number;
  readonly #depth: number;
  readonly #rows: number;
  readonly #columns: number;
  /** Where blocks lie: left, right, results (three, for sums of pieces), workspace. */
  readonly #left: number;
  readonly #right: number;
  readonly #results: number[];
  readonly #workspace: number;

  constructor(memory: KernelMemory, dtype: DType, m: number, n: number, k: number) {
    this.#memory = memory;
    this.#view = memory.views[dtype];
    this.#bytes = itemBytes[dtype];
    this.#code = dtypeCodes[dtype];
    this.#m = m;
    this.#n = n;
    this.#k = k;
    this.#depth = k > 2 * depth ? depth : k;
    const ofRight = this.#depth * this.#bytes;
    const most = Math.min(columnBytes / ofRight, resultBytes / (Math.min(m, fewestRows) * this.#bytes));
    this.#columns = n <= most ? n : grained(most);
    const ofRow = (this.#depth + this.#columns) * this.#bytes;
    this.#rows = Math.min(m, grained(Math.max(fewestRows, rowBytes / ofRow)));
    this.#right = memory.start;
    this.#left = aligned(this.#right + ofRight * this.#columns);
    const result = aligned(this.#left + ofRight * this.#rows);
    const eachResult = aligned(this.#rows * this.#columns * this.#bytes);
    const results = this.#depth === k ? 1 : 3;
    this.#results = Array.from({ length: results }, (_, i) => result + i * eachResult);
    this.#workspace = result + results * eachResult;
  }

  compute(x: Matrix, y: Matrix, out: Elements, at: number): void {
    for (let j = 0; j < this.#n; j += this.#columns) {
      const columns = Math.min(this.#columns, this.#n - j);
      let right: Block | undefined;
      for (let i = 0; i < this.#m; i += this.#rows) {
        const rows = Math.min(this.#rows, this.#m - i);
        if (this.#depth === this.#k) {
          right ??= this.#bring(this.#right, y, 0, j, this.#k, columns);
          this.#multiply(rows, columns, this.#k, this.#bring(this.#left, x, i, 0, rows, this.#k), right, 0);
          this.#take(0, rows, columns, out, at + i * this.#n + j);
        } else this.#take(this.#addUp(x, y, i, j, rows, columns), rows, columns, out, at + i * this.#n + j);
      }
    }
  }

  /** The sum of the pieces' products; which of the results holds it. */
  #addUp(x: Matrix, y: Matrix, i: number, j: number, rows: number, columns: number): number {
    let sum = 0;
    for (let p = 0; p < this.#k; p += this.#depth) {
      const length = Math.min(this.#depth, this.#k - p);
      const left = this.#bring(this.#left, x, i, p, rows, length),
        right = this.#bring(this.#right, y, p, j, length, columns);
      if (p === 0) {
        this.#multiply(rows, columns, length, left, right, sum);
        continue;
      }
      const piece = (sum + 1) % 3,
        next = (sum + 2) % 3;
      this.#multiply(rows, columns, length, left, right, piece);
      const [a, b, c] = [this.#results[sum], this.#results[piece], this.#results[next]];
      this.#memory.run.binary(binaryCodes.add!, this.#code, rows * columns, a, 1, b, 1, c);
      sum = next;
    }
    return sum;
  }

  #multiply(m: number, n: number, k: number, x: Block, y: Block, result: number): void {
    const out = this.#results[result];
    // oxfmt-ignore
    this.#memory.run.matmul(this.#code, m, n, k, x.pointer, x.row, x.column, y.pointer, y.row, y.column, out, this.#workspace);
  }

  /** Copies a block as it lies: rows or columns that are runs stay runs, so that a transposed factor costs nothing. */
  #bring(pointer: number, x: Matrix, i: number, j: number, rows: number, columns: number): Block {
    const { elements, row, column } = x;
    const offset = x.offset + i * row + j * column;
    const start = pointer / this.#bytes;
    if (row === 1 && column !== 1) {
      this.#lay(start, elements, offset, column, 1, columns, rows);
      return { pointer, row: 1, column: rows };
    }
    this.#lay(start, elements, offset, row, column, rows, columns);
    return { pointer, row: columns, column: 1 };
  }

  /** `count` runs of `length` elements, one behind the other. */
  #lay(start: number, x: Elements, at: number, stride: number, step: number, count: number, length: number): void {
    if (step === 1 && stride === length) return move(x, at, 1, this.#view, start, count * length);
    for (let r = 0; r < count; r++) move(x, at + r * stride, step, this.#view, start + r * length, length);
  }

  #take(result: number, rows: number, columns: number, out: Elements, at: number): void {
    const start = this.#results[result] / this.#bytes;
    if (columns === this.#n) return move(this.#view, start, 1, out, at, rows * columns);
    for (let r = 0; r < rows; r++) move(this.#view, start + r * columns, 1, out, at + r * this.#n, columns);
  }
}

const grained = (length: number) => Math.max(grain, Math.floor(length / grain) * grain);
const aligned = (pointer: number) => Math.ceil(pointer / 64) * 64;
