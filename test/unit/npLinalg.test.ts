import { afterEach, describe, expect, test } from 'vitest';
import * as np from 'np';
import { setMemoryLimit } from '../../runtime/np/settings';

afterEach(() => setMemoryLimit(Infinity));

const far = (a: np.NDArray, b: np.NDArray): number => np.max(np.absolute(np.subtract(a, b)));

describe('factors of matrices of a hundred rows', () => {
  const n = 100;
  const A = np.random.default_rng(1).standard_normal([n, n]);
  const symmetric = np.add(A, A.T);

  test('give the matrix back', () => {
    const { q, r } = np.linalg.qr(A);
    const { u, s, vt } = np.linalg.svd(A);
    const { w, v } = np.linalg.eigh(symmetric);
    const definite = np.add(np.matmul(A, A.T), np.eye(n));
    const L = np.linalg.cholesky(definite);
    expect(far(np.matmul(q, r), A)).toBeLessThan(1e-12);
    expect(far(np.matmul(u.multiply(s), vt), A)).toBeLessThan(1e-12);
    expect(far(np.matmul(v.multiply(w), v.T), symmetric)).toBeLessThan(1e-12);
    expect(far(np.matmul(L, L.T), definite)).toBeLessThan(1e-11);
    expect(far(np.matmul(np.linalg.inv(A), A), np.eye(n))).toBeLessThan(1e-10);
  });

  test('are orthogonal where they should be', () => {
    const { q } = np.linalg.qr(A);
    const { u, vt } = np.linalg.svd(A);
    const { v } = np.linalg.eigh(symmetric);
    for (const basis of [q, u, vt, v]) expect(far(np.matmul(basis.T, basis), np.eye(n))).toBeLessThan(1e-13);
  });

  test('have their values in order', () => {
    const { s } = np.linalg.svd(A, false);
    const { w } = np.linalg.eigh(symmetric);
    expect(np.all(np.less_equal(np.diff(s), 0))).toBe(true);
    expect(np.all(np.greater_equal(np.diff(w), 0))).toBe(true);
  });
});

describe('linear algebra', () => {
  test("qr has LAPACK's signs", () => {
    const { q, r } = np.linalg.qr([
      [3, 1],
      [4, 2],
    ]);
    expect(far(r, np.array([[-5, -2.2], [0, 0.4]]))).toBeLessThan(1e-14); // oxfmt-ignore
    expect(far(q, np.array([[-0.6, -0.8], [-0.8, 0.6]]))).toBeLessThan(1e-14); // oxfmt-ignore
  });

  test('singular values of a matrix that has lost its rank', () => {
    const { u, s, vt } = np.linalg.svd([
      [1, 2],
      [2, 4],
      [3, 6],
    ]);
    expect(s.get(1)).toBeLessThan(1e-15);
    expect(far(np.matmul(u.T, u), np.eye(3))).toBeLessThan(1e-15);
    expect(far(np.matmul(vt.T, vt), np.eye(2))).toBeLessThan(1e-15);
    expect(np.linalg.matrix_rank(np.ones([3, 3])).item()).toBe(1);
  });

  test.each([
    [() => np.linalg.inv(np.zeros([2, 2])), 'np.linalg.inv: the matrix is singular'],
    [() => np.linalg.inv(np.zeros([2, 3])), 'np.linalg.inv: needs square matrices, not shape (2, 3)'],
    [() => np.linalg.solve(np.eye(2), [1, 2, 3]), 'shapes (2, 2) and (3,) do not fit: 2 rows against 3'],
    [() => np.linalg.cholesky([[-1]]), 'the matrix is not positive definite'],
    [() => np.linalg.norm([1, 2], 'fro'), 'np.linalg.norm: there is no norm of order fro for vectors'],
    [() => np.linalg.eigh([[NaN]]), 'np.linalg.eigh: the elements must be finite'],
  ])('%#: says what is wrong', (run, message) => {
    expect(run).toThrow(np.NpError);
    expect(run).toThrow(message);
  });
});

describe('einsum', () => {
  test('multiplies the cheapest pair first', () => {
    // From the left this chain would hold 1000 x 2 x 2 x 1000 numbers on the way.
    setMemoryLimit(2 ** 20);
    const sums = np.einsum('ij,kl,jk,l->i', np.ones([1000, 2]), np.ones([2, 1000]), np.ones([2, 2]), np.ones(1000));
    expect(sums.get(0)).toBe(4000);
  });

  test('of one operand without a sum is a view', () => {
    const x = np.zeros([2, 3]);
    np.einsum('ij->ji', x).set([0, 1], 5);
    expect(x.get(1, 0)).toBe(5);
  });

  test.each([
    [() => np.einsum('ij,jk', np.ones([2, 2])), "the subscripts 'ij,jk' are for 2 operands, but 1 were given"],
    [() => np.einsum('ij->ik', np.ones([2, 2])), "'k' is in no operand"],
    [() => np.einsum('ijk', np.ones([2, 2])), "operand 1 of shape (2, 2) does not fit its subscripts 'ijk'"],
    [() => np.einsum('ij,jk', np.ones([2, 2]), np.ones([3, 2])), "label 'j' stands for lengths 2 and 3"],
  ])('%#: says what is wrong', (run, message) => {
    expect(run).toThrow(np.NpError);
    expect(run).toThrow(message);
  });
});
