/** Linear algebra, `np.linalg`: computed on the host in float64, and rounded where the input is float32. */
export { norm, type Order } from './norm';
export { cond, lstsq, matrix_rank, pinv, svd, type LeastSquares, type SvdResult } from './singularValueFunctions';
export { cholesky, det, eigh, eigvalsh, inv, matrix_power, qr, slogdet, solve } from './squareMatrices';
