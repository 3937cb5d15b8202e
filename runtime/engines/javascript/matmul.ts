import type { Elements, Storage, Strided } from '../engine';
import { elementsOf } from './hostStorage';
import { Loop } from './loops';
import { checkRange } from '../integerOverflow';

/** Rows and columns that the inner loop computes at once: 16 sums fit the registers. */
const TILE = 4;
/** Below this many multiplications, packing costs more than it saves. */
const SMALL = 4096;

interface Matrix {
  elements: Elements;
  offset: number;
  rowStride: number;
  columnStride: number;
}

export function matmul(x: Strided, y: Strided, out: Storage): void {
  const rank = x.shape.length;
  const m = x.shape[rank - 2],
    k = x.shape[rank - 1],
    n = y.shape[rank - 1];
  const batches = new Loop(x.shape.slice(0, rank - 2), [x.strides.slice(0, rank - 2), y.strides.slice(0, rank - 2)]);
  const multiply = m * n * k < SMALL || m < TILE || n < TILE ? direct : tiled;
  const to = out.dtype === 'float64' ? (elementsOf(out) as Float64Array) : new Float64Array(out.length);
  batches.run([x.offset, y.offset], ([i, j], done) => {
    for (let b = 0; b < batches.length; b++, i += batches.steps[0], j += batches.steps[1]) {
      const left = {
        elements: elementsOf(x.storage),
        offset: i,
        rowStride: x.strides[rank - 2],
        columnStride: x.strides[rank - 1],
      };
      const right = {
        elements: elementsOf(y.storage),
        offset: j,
        rowStride: y.strides[rank - 2],
        columnStride: y.strides[rank - 1],
      };
      multiply(left, right, m, k, n, to, (done + b) * m * n);
    }
  });
  if (out.dtype === 'float64') return;
  if (out.dtype === 'int32') checkRange('matmul', to);
  elementsOf(out).set(to);
}

/** Row by row: out[i] += x[i, p] * y[p]. */
function direct(x: Matrix, y: Matrix, m: number, k: number, n: number, out: Float64Array, start: number): void {
  const a = x.elements,
    b = y.elements;
  for (let i = start; i < start + m * n; i++) out[i] = 0;
  for (let i = 0; i < m; i++) {
    const row = start + i * n;
    for (let p = 0; p < k; p++) {
      const factor = a[x.offset + i * x.rowStride + p * x.columnStride];
      let at = y.offset + p * y.rowStride;
      for (let j = 0; j < n; j++, at += y.columnStride) out[row + j] += factor * b[at];
    }
  }
}

/**
 * Both factors are first copied into panels of four, [p][0..3], in the order in which the inner loop reads them: so strides
 * and dtypes cost nothing there. Edges are padded with zeros.
 */
function tiled(x: Matrix, y: Matrix, m: number, k: number, n: number, out: Float64Array, start: number): void {
  const rowPanels = Math.ceil(m / TILE),
    columnPanels = Math.ceil(n / TILE);
  const left = pack(x.elements, x.offset, x.rowStride, x.columnStride, m, k);
  const right = pack(y.elements, y.offset, y.columnStride, y.rowStride, n, k);
  const tile = new Float64Array(TILE * TILE);
  for (let r = 0; r < rowPanels; r++) {
    const rows = Math.min(TILE, m - r * TILE);
    for (let c = 0; c < columnPanels; c++) {
      multiplyPanels(left, r * k * TILE, right, c * k * TILE, k, tile);
      const columns = Math.min(TILE, n - c * TILE);
      const corner = start + r * TILE * n + c * TILE;
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) out[corner + i * n + j] = tile[i * TILE + j];
      }
    }
  }
}

function pack(
  x: Elements,
  offset: number,
  stride: number,
  depthStride: number,
  length: number,
  depth: number,
): Float64Array {
  const panels = new Float64Array(Math.ceil(length / TILE) * TILE * depth);
  for (let i = 0; i < length; i++) {
    let to = Math.floor(i / TILE) * TILE * depth + (i % TILE);
    let from = offset + i * stride;
    for (let p = 0; p < depth; p++, to += TILE, from += depthStride) panels[to] = x[from];
  }
  return panels;
}

function multiplyPanels(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  depth: number,
  tile: Float64Array,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (const end = i + depth * TILE; i < end; i += TILE, j += TILE) {
    const b0 = b[j],
      b1 = b[j + 1],
      b2 = b[j + 2],
      b3 = b[j + 3];
    const a0 = a[i];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = a[i + 1];
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = a[i + 2];
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = a[i + 3];
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  tile[0] = s00;
  tile[1] = s01;
  tile[2] = s02;
  tile[3] = s03;
  tile[4] = s10;
  tile[5] = s11;
  tile[6] = s12;
  tile[7] = s13;
  tile[8] = s20;
  tile[9] = s21;
  tile[10] = s22;
  tile[11] = s23;
  tile[12] = s30;
  tile[13] = s31;
  tile[14] = s32;
  tile[15] = s33;
}
