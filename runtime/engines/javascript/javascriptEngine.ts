import { itemBytes, type DType } from '../../protocol/value';
import type { Elements, Engine, Strided } from '../engine';
import { binary } from './binary';
import { elementsOf, HostStorage, inOrder, newElements, part } from './hostStorage';
import { isContiguous, sizeOf } from '../layout';
import { compress, gather, scatter, takeAlong } from './lookup';
import { matmul } from './matmul';
import { clip, copy, fill, iota, where } from './movement';
import { argReduce, scan, sort } from './order';
import { moments, reduce } from './reduce';
import { unary } from './unary';
import { col2im, im2col, pool } from './windows';

/** Plain TypeScript on TypedArrays: first for small arrays, slow for large ones, right on every machine, and the others' fallback. */
export function createJavaScriptEngine(): Engine {
  // In an array of its own: each new value of a plain variable would be an object, once it is a large number.
  const allocatedBytes = new Float64Array(1);
  const keep = (dtype: DType, elements: Elements) => {
    allocatedBytes[0] += elements.length * itemBytes[dtype];
    return new HostStorage(dtype, elements);
  };
  return {
    alloc: (dtype, length) => keep(dtype, newElements(dtype, length)),
    fresh: (dtype, length) => keep(dtype, newElements(dtype, length)),
    upload: keep,
    read,
    readOne: (storage, index) => elementsOf(storage)[index],
    // Memory is the garbage collector's, and nothing is ever left to be computed.
    release: () => {},
    flush: () => {},
    stats: () => ({ allocatedBytes: allocatedBytes[0], fallbacks: 0 }),
    capabilities: () => ({
      name: 'javascript',
      device: 'CPU',
      dtypes: ['float32', 'float64', 'int32', 'bool'],
      missing: [],
    }),
    fill,
    iota,
    copy,
    gather,
    scatter,
    takeAlong,
    compress,
    where,
    unary,
    binary,
    clip,
    reduce,
    argReduce,
    scan,
    sort,
    moments,
    matmul,
    im2col,
    col2im,
    pool,
  };
}

function read(x: Strided): Elements {
  const length = sizeOf(x.shape);
  if (isContiguous(x)) {
    const elements = elementsOf(x.storage);
    return x.offset === 0 && elements.length === length ? elements : part(elements, x.offset, x.offset + length);
  }
  const copied = new HostStorage(x.dtype, newElements(x.dtype, length));
  copy(x, inOrder(copied, x.shape));
  return copied.elements;
}
