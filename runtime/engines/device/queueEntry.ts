import type { Window } from '../engine';
import { carefulOperations, type Command, type Layout, type Operand, type Target } from './device';
import { absent, dtype, either, elements, number, numbers, oneOf, record, shared } from './queueWords';
import type { Codec, Words } from './queueWords';

/** What waits in a queue to a device: a command, or a question that whoever asked it waits for. */
export type Entry =
  | Command
  /** The answer goes into `answer`, which is also where later ones go until another is named. */
  | { do: 'read'; x: Layout; answer: SharedArrayBuffer | undefined }
  | { do: 'flush' };

const layout = record<Layout>({ id: number, offset: number, shape: numbers, strides: numbers, dtype });
const operand = either<Layout, number>(layout, number, (value: Operand) => typeof value === 'number');
const target = record<Target>({ id: number, dtype, length: number });
const window = record<Window>({ height: number, width: number, stride: number, pad: number });
const optional = <T>(codec: Codec<T>) =>
  either<T, undefined>(codec, absent, (value): value is undefined => value === undefined);

type Fields<D extends Entry['do']> = Omit<Extract<Entry, { do: D }>, 'do'>;

const codecs: { [D in Entry['do']]: Codec<Fields<D>> } = {
  upload: record<Fields<'upload'>>({ elements, out: target }),
  zeros: record<Fields<'zeros'>>({ out: target }),
  fill: record<Fields<'fill'>>({ value: number, out: layout }),
  iota: record<Fields<'iota'>>({ start: number, step: number, out: target }),
  copy: record<Fields<'copy'>>({ x: layout, out: layout }),
  gather: record<Fields<'gather'>>({ x: layout, rank: number, positions: layout, out: target }),
  scatter: record<Fields<'scatter'>>({
    mode: oneOf('set', 'add', 'max'),
    out: layout,
    rank: number,
    positions: layout,
    values: operand,
  }),
  takeAlong: record<Fields<'takeAlong'>>({ x: layout, axis: number, index: layout, out: target }),
  where: record<Fields<'where'>>({ condition: layout, x: operand, y: operand, out: target }),
  unary: record<Fields<'unary'>>({
    op: oneOf(
      ...(['negative', 'abs', 'sign', 'square', 'sqrt', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10'] as const),
      ...(['sin', 'cos', 'tan', 'tanh', 'floor', 'ceil', 'rint', 'isnan', 'isinf', 'isfinite', 'logicalNot'] as const),
    ),
    x: layout,
    out: target,
  }),
  binary: record<Fields<'binary'>>({
    op: oneOf(
      ...(['add', 'subtract', 'multiply', 'divide', 'floorDivide', 'mod', 'power', 'maximum', 'minimum'] as const),
      ...(['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const),
      ...(['logicalAnd', 'logicalOr', 'logicalXor'] as const),
    ),
    x: operand,
    y: operand,
    shape: numbers,
    out: target,
  }),
  clip: record<Fields<'clip'>>({ x: layout, low: operand, high: operand, out: target }),
  reduce: record<Fields<'reduce'>>({
    op: oneOf('sum', 'prod', 'max', 'min', 'any', 'all'),
    x: layout,
    rank: number,
    out: target,
  }),
  argReduce: record<Fields<'argReduce'>>({ op: oneOf('argmax', 'argmin'), x: layout, rank: number, out: target }),
  scan: record<Fields<'scan'>>({ op: oneOf('cumsum', 'cumprod'), x: layout, out: target }),
  sort: record<Fields<'sort'>>({ what: oneOf('values', 'positions'), x: layout, out: target }),
  moments: record<Fields<'moments'>>({ x: layout, rank: number, mean: target, deviation: target }),
  matmul: record<Fields<'matmul'>>({ x: layout, y: layout, out: target }),
  im2col: record<Fields<'im2col'>>({ x: layout, window, out: target }),
  col2im: record<Fields<'col2im'>>({ columns: layout, shape: numbers, window, out: target }),
  pool: record<Fields<'pool'>>({
    op: oneOf('max', 'mean'),
    x: layout,
    window,
    out: target,
    positions: optional(target),
  }),
  release: record<Fields<'release'>>({ ids: numbers }),
  careful: record<Fields<'careful'>>({ operation: oneOf(...carefulOperations) }),
  read: record<Fields<'read'>>({ x: layout, answer: optional(shared) }),
  flush: record<Fields<'flush'>>({}),
};

const kind = oneOf(...(Object.keys(codecs) as Entry['do'][]));

export function writeEntry(words: Words, entry: Entry): void {
  kind.write(words, entry.do);
  (codecs[entry.do] as Codec<object>).write(words, entry);
}

export function readEntry(words: Words): Entry {
  const what = kind.read(words);
  return { do: what, ...codecs[what].read(words) } as Entry;
}
