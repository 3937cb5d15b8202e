import { ReductionMethods } from './reductionMethods';
import { bindex, iindex, nonzero, put, take } from './indexing';
import type { ArrayLike } from './input';
import { expand_dims, flatten, moveaxis, ravel, repeat, squeeze, swapaxes } from './manipulation';
import type { NDArray } from './ndarray';
import { argsort, sort } from './sorting';

/** What shows an array otherwise, or chooses from it: the functions of `np` of the same name. */
export abstract class ShapeMethods extends ReductionMethods {
  /** See `np.flatten`. */
  flatten(this: NDArray): NDArray {
    return flatten(this);
  }

  /** See `np.ravel`. */
  ravel(this: NDArray): NDArray {
    return ravel(this);
  }

  /** See `np.squeeze`. */
  squeeze(this: NDArray, axis?: number | readonly number[] | null): NDArray {
    return squeeze(this, axis);
  }

  /** See `np.expand_dims`. */
  expand_dims(this: NDArray, axis: number | readonly number[]): NDArray {
    return expand_dims(this, axis);
  }

  /** See `np.swapaxes`. */
  swapaxes(this: NDArray, axis1: number, axis2: number): NDArray {
    return swapaxes(this, axis1, axis2);
  }

  /** See `np.moveaxis`. */
  moveaxis(this: NDArray, source: number | readonly number[], destination: number | readonly number[]): NDArray {
    return moveaxis(this, source, destination);
  }

  /** See `np.repeat`. */
  repeat(this: NDArray, repeats: number | readonly number[], axis?: number | null): NDArray {
    return repeat(this, repeats, axis);
  }

  /** See `np.take`. */
  take(this: NDArray, indices: ArrayLike, axis?: number | null): NDArray {
    return take(this, indices, axis);
  }

  /** See `np.put`. */
  put(this: NDArray, indices: ArrayLike, values: ArrayLike): void {
    put(this, indices, values);
  }

  /** See `np.iindex`. */
  iindex(this: NDArray, indices: ArrayLike, axis?: number): NDArray {
    return iindex(this, indices, axis);
  }

  /** See `np.bindex`. */
  bindex(this: NDArray, mask: ArrayLike, axis?: number): NDArray {
    return bindex(this, mask, axis);
  }

  /** See `np.sort`. */
  sort(this: NDArray, axis?: number | null): NDArray {
    return sort(this, axis);
  }

  /** See `np.argsort`. */
  argsort(this: NDArray, axis?: number | null): NDArray {
    return argsort(this, axis);
  }

  /** See `np.nonzero`. */
  nonzero(this: NDArray): NDArray[] {
    return nonzero(this);
  }
}
