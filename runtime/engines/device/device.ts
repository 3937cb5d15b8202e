import type { DType } from '../../protocol/value';
import type {
  ArgReduceOp,
  BinaryOp,
  Elements,
  PoolOp,
  ReduceOp,
  ScanOp,
  ScatterMode,
  UnaryOp,
  Window,
} from '../engine';
import type { Budget } from './reachability';

/** As `Strided`, of a storage that a device knows by its number. */
export interface Layout {
  readonly id: number;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly dtype: DType;
}

export type Operand = Layout | number;

/** A storage that is written whole, in C order. */
export interface Target {
  readonly id: number;
  readonly dtype: DType;
  readonly length: number;
}

/** The primitives of `Engine`, as data: they pass to another thread as they are. A target comes to be with its first command. */
export type Command =
  | { do: 'upload'; elements: Elements; out: Target }
  | { do: 'zeros'; out: Target }
  | { do: 'fill'; value: number; out: Layout }
  | { do: 'iota'; start: number; step: number; out: Target }
  | { do: 'copy'; x: Layout; out: Layout }
  | { do: 'gather'; x: Layout; rank: number; positions: Layout; out: Target }
  | { do: 'scatter'; mode: ScatterMode; out: Layout; rank: number; positions: Layout; values: Operand }
  | { do: 'takeAlong'; x: Layout; axis: number; index: Layout; out: Target }
  | { do: 'where'; condition: Layout; x: Operand; y: Operand; out: Target }
  | { do: 'unary'; op: UnaryOp; x: Layout; out: Target }
  | { do: 'binary'; op: BinaryOp; x: Operand; y: Operand; shape: readonly number[]; out: Target }
  | { do: 'clip'; x: Layout; low: Operand; high: Operand; out: Target }
  | { do: 'reduce'; op: ReduceOp; x: Layout; rank: number; out: Target }
  | { do: 'argReduce'; op: ArgReduceOp; x: Layout; rank: number; out: Target }
  | { do: 'scan'; op: ScanOp; x: Layout; out: Target }
  | { do: 'sort'; what: 'values' | 'positions'; x: Layout; out: Target }
  | { do: 'moments'; x: Layout; rank: number; mean: Target; deviation: Target }
  | { do: 'matmul'; x: Layout; y: Layout; out: Target }
  | { do: 'im2col'; x: Layout; window: Window; out: Target }
  | { do: 'col2im'; columns: Layout; shape: readonly number[]; window: Window; out: Target }
  | { do: 'pool'; op: PoolOp; x: Layout; window: Window; out: Target; positions: Target | undefined }
  | { do: 'release'; ids: readonly number[] }
  /** From now on in the form that trusts the driver less: "binary:maximum" was found to be wrong for NaN. */
  | { do: 'careful'; operation: CarefulOperation };

/** Operations that the lowering knows a second form of. */
export const carefulOperations = [
  ...(['binary:maximum', 'binary:minimum', 'clip'] as const),
  ...(['unary:negative', 'unary:sign', 'unary:rint', 'unary:ceil'] as const),
  ...(['reduce:max', 'reduce:min', 'argReduce:argmax', 'argReduce:argmin', 'pool:max'] as const),
] as const;

export type CarefulOperation = (typeof carefulOperations)[number];

/** What holds storages and computes on them, perhaps in another thread and perhaps later: commands are carried out in their order. */
export interface Device {
  /** What a person calls it: "NVIDIA H100", "SwiftShader", "TensorFlow 2.15 on the processor". */
  readonly description: string;
  /** Whether the processor plays a graphics card. */
  readonly software?: boolean;
  /** dtypes of the storages that it holds; others stay on the host. */
  readonly dtypes: readonly DType[];
  /** What a storage takes of its memory, where that is more than its elements. */
  readonly bytesOf?: (dtype: DType, length: number) => number;
  /** What reduces integers, or puts them in order, takes them for float32. */
  readonly integersAsFloats?: boolean;
  /** How much of its memory is taken before unreachable storages are looked for, where it is known to have much. */
  readonly budget?: Budget;
  /** Copies what it is given before it returns. @throws DeviceLost */
  submit(command: Command): void;
  /** Waits for all that was submitted. The elements in C order, in memory that nobody else holds. @throws DeviceLost */
  read(x: Layout): Elements;
  /** Waits for all that was submitted. @throws DeviceLost */
  flush(): void;
}

/** The device is gone, has no memory left, or could not do what it was asked: nothing that it held can be had any more. */
export class DeviceLost extends Error {
  override name = 'DeviceLost';
  readonly why: 'lost' | 'outOfMemory' | 'silent';

  constructor(why: 'lost' | 'outOfMemory' | 'silent', detail: string) {
    super(detail);
    this.why = why;
  }
}
