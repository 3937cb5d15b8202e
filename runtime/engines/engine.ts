import type { DType } from '../protocol/value';

/** Elements in the memory of one engine. Opaque: only the engine that allocated it looks inside. */
export interface Storage {
  readonly dtype: DType;
  /** Number of elements. */
  readonly length: number;
}

/**
 * Elements of a storage laid out over a shape: element (i, j, ...) is at `offset + i * strides[0] + j * strides[1] + ...`,
 * counted in elements. Strides may be negative, and 0 where an axis is broadcast.
 */
export interface Strided {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly dtype: DType;
}

/** A number stands for itself at every position. */
export type Input = Strided | number;

export type Elements = Float32Array | Float64Array | Int32Array | Uint8Array;

export type UnaryOp =
  | 'negative'
  | 'abs'
  | 'sign'
  | 'square'
  | 'sqrt'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'log2'
  | 'log10'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'tanh'
  | 'floor'
  | 'ceil'
  | 'rint'
  | 'isnan'
  | 'isinf'
  | 'isfinite'
  | 'logicalNot';

/** The result has the dtype that both inputs are converted to. */
export type ArithmeticOp =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'floorDivide'
  | 'mod'
  | 'power'
  | 'maximum'
  | 'minimum';

/** The result is bool. */
export type PredicateOp =
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessEqual'
  | 'greater'
  | 'greaterEqual'
  | 'logicalAnd'
  | 'logicalOr'
  | 'logicalXor';

export type BinaryOp = ArithmeticOp | PredicateOp;
export type ReduceOp = 'sum' | 'prod' | 'max' | 'min' | 'any' | 'all';
export type ArgReduceOp = 'argmax' | 'argmin';
export type ScanOp = 'cumsum' | 'cumprod';
/** How a scattered value meets what is there; with `set`, the last of several wins. */
export type ScatterMode = 'set' | 'add' | 'max';
export type PoolOp = 'max' | 'mean';

/** A window sliding over the last two axes of (N, C, H, W). */
export interface Window {
  readonly height: number;
  readonly width: number;
  readonly stride: number;
  readonly pad: number;
}

interface EngineStats {
  /** Bytes handed out by `alloc` and `upload` since the start. */
  readonly allocatedBytes: number;
  /** Calls of primitives that this engine lacks and another served. */
  readonly fallbacks: number;
  /** How often elements were fetched from a device, for whoever asked or for another engine. */
  readonly reads?: number;
}

interface EngineCapabilities {
  readonly name: string;
  readonly device: string;
  /** dtypes that this engine computes in. */
  readonly dtypes: readonly DType[];
  /** Primitives that are served elsewhere. */
  readonly missing: readonly string[];
}

/**
 * What computes. `np` supplies shapes, dtypes, broadcasting and errors: an engine may trust its arguments. Inputs may
 * have any strides; they are already broadcast to the shape of the result. An `out: Storage` is in C order and as long
 * as the result, and is written whole; an `out: Strided` is written in place and shares no memory with the inputs.
 */
export interface Engine {
  // Storage
  /** Zeros. */
  alloc(dtype: DType, length: number): Storage;
  /** For a result, which will be written whole: what it holds until then may be anything. */
  fresh(dtype: DType, length: number): Storage;
  /** Takes the elements over: the caller no longer writes to them. */
  upload(dtype: DType, elements: Elements): Storage;
  /** The elements in C order, for reading only: they may be the storage itself. */
  read(x: Strided): Elements;
  readOne(storage: Storage, index: number): number;
  release(storage: Storage): void;
  /** Returns when everything asked for so far has been computed. */
  flush(): void;
  stats(): EngineStats;
  capabilities(): EngineCapabilities;

  // Movement
  fill(value: number, out: Strided): void;
  iota(out: Storage, start: number, step: number): void;
  /** Casts as NumPy's `astype`: truncation towards zero, and "not zero" for bool. */
  copy(x: Strided, out: Strided): void;
  /**
   * The first `rank` axes of `x` are looked up together: `positions` (int32, C order) count through them in C order, and
   * each yields what lies below. out = positions.shape + x.shape[rank:].
   */
  gather(x: Strided, rank: number, positions: Storage, out: Storage): void;
  /** The reverse of `gather`, in place; `values` has the shape that `gather` would return. */
  scatter(mode: ScatterMode, out: Strided, rank: number, positions: Storage, values: Input): void;
  /** out[..., i, ...] = x[..., index[..., i, ...], ...] along `axis`; `index` is int32 and not negative. */
  takeAlong(x: Strided, axis: number, index: Strided, out: Storage): void;
  /**
   * `scatter` with `set` along one axis, where the engine knows without looking that every index lies within it and none comes twice;
   * else false, and nothing is done. For engines to which looking is dear; `index` and `values` have the shape of `out` but for that axis.
   */
  putAlong?(out: Strided, axis: number, index: Strided, values: Input): boolean;
  /** What lies under each true entry of `mask`, whose axes are the first ones of `x`. */
  compress(x: Strided, mask: Strided, out: Storage): void;
  where(condition: Strided, x: Input, y: Input, out: Storage): void;

  // Arithmetic
  unary(op: UnaryOp, x: Strided, out: Storage): void;
  binary(op: BinaryOp, x: Input, y: Input, shape: readonly number[], out: Storage): void;
  /** A missing bound is an infinity; NaN stays. */
  clip(x: Strided, low: Input, high: Input, out: Storage): void;

  // Reductions: the last `rank` axes of `x` go.
  reduce(op: ReduceOp, x: Strided, rank: number, out: Storage): void;
  /** Positions in C order of the reduced axes; the first of equals, and the first NaN before all. */
  argReduce(op: ArgReduceOp, x: Strided, rank: number, out: Storage): void;
  /** Along the last axis. */
  scan(op: ScanOp, x: Strided, out: Storage): void;
  /** Along the last axis, stable, NaN last. `what` is the sorted values or their positions. */
  sort(x: Strided, what: 'values' | 'positions', out: Storage): void;
  /** Mean, and the sum of squared deviations from it, over the last `rank` axes. */
  moments(x: Strided, rank: number, mean: Storage, deviation: Storage): void;

  // Nets
  /** (..., m, k) @ (..., k, n) with equal leading axes; any strides, so that a transposed operand is never copied. */
  matmul(x: Strided, y: Strided, out: Storage): void;
  /** (N, C, H, W) -> (N * OH * OW, C * height * width). */
  im2col(x: Strided, window: Window, out: Storage): void;
  /** The transpose of `im2col`: entries of `columns` are added up into (N, C, H, W). */
  col2im(columns: Strided, shape: readonly number[], window: Window, out: Storage): void;
  /** (N, C, H, W) -> (N, C, OH, OW), and for `max` the position of each maximum in its H * W plane. */
  pool(op: PoolOp, x: Strided, window: Window, out: Storage, positions: Storage | undefined): void;
}
