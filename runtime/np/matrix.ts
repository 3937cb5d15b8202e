/** A matrix in float64, row after row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

export function identityMatrix(n: number): Matrix {
  const matrix = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) matrix.values[i * n + i] = 1;
  return matrix;
}

export function transposed({ rows, columns, values }: Matrix): Matrix {
  const out = zeroMatrix(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out.values[j * rows + i] = values[i * columns + j];
  return out;
}

export function product(a: Matrix, b: Matrix): Matrix {
  const out = zeroMatrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.values[i * a.columns + k];
      for (let j = 0; j < b.columns; j++) out.values[i * b.columns + j] += factor * b.values[k * b.columns + j];
    }
  }
  return out;
}

/** The first `count` columns. */
export function leftColumns({ rows, columns, values }: Matrix, count: number): Matrix {
  const out = zeroMatrix(rows, count);
  for (let i = 0; i < rows; i++) out.values.set(values.subarray(i * columns, i * columns + count), i * count);
  return out;
}

export function isFiniteMatrix({ values }: Matrix): boolean {
  return values.every(Number.isFinite);
}
