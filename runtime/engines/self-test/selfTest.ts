import type { DType } from '../../protocol/value';
import type { BinaryOp, Engine, Storage, Strided } from '../engine';
import { inOrder, newElements } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import { createJavaScriptEngine } from '../javascript/javascriptEngine';

/** Computes one thing on any engine; all of it is exact, so that every engine must give the same. */
type Question = (engine: Engine) => Storage;

/** Rows and columns: enough that no engine leaves the work to another. */
const rows = 40,
  columns = 50;
const size = rows * columns;
const special = [NaN, Infinity, -Infinity, -0, 0, 1];

/**
 * Whether an engine computes rightly on this very machine, where plain JavaScript is the measure: the name of the first thing that is
 * wrong, or undefined.
 */
export function selfTest(engine: Engine): string | undefined {
  const measure = createJavaScriptEngine();
  for (const [name, ask] of Object.entries(questions)) {
    const expected = valuesOf(measure, ask(measure));
    const found = valuesOf(engine, ask(engine));
    if (!expected.every((value, i) => Object.is(value, found[i]))) return name;
  }
  return undefined;
}

const whole = (storage: Storage, shape: readonly number[] = [storage.length]): Strided => inOrder(storage, shape);

const valuesOf = (engine: Engine, storage: Storage): number[] => Array.from(engine.read(whole(storage)));

function array(engine: Engine, dtype: DType, at: (i: number) => number, shape: readonly number[] = [rows, columns]) {
  const elements = newElements(dtype, sizeOf(shape));
  for (let i = 0; i < elements.length; i++) elements[i] = at(i);
  return whole(engine.upload(dtype, elements), shape);
}

function turned({ storage, offset, shape, strides, dtype }: Strided): Strided {
  return { storage, offset, shape: shape.toReversed(), strides: strides.toReversed(), dtype };
}

/** Small whole numbers, with what is neither small nor a number between them. */
const wild = (i: number): number => (i % 7 === 3 ? special[(i >> 3) % special.length]! : ((i * 31) % 17) - 8);
const tame = (i: number): number => ((i * 29) % 13) - 6;

const comparison =
  (op: BinaryOp): Question =>
  (engine) => {
    const out = engine.alloc('bool', size);
    engine.binary(op, array(engine, 'float32', wild), array(engine, 'float32', tame), [rows, columns], out);
    return out;
  };

const extreme =
  (op: 'max' | 'min'): Question =>
  (engine) => {
    const out = engine.alloc('float32', rows);
    engine.reduce(op, array(engine, 'float32', wild), 1, out);
    return out;
  };

const place =
  (op: 'argmax' | 'argmin'): Question =>
  (engine) => {
    const out = engine.alloc('int32', columns);
    engine.argReduce(op, turned(array(engine, 'float32', wild)), 1, out);
    return out;
  };

const questions: Record<string, Question> = {
  'matmul of a transposed matrix': (engine) => {
    const out = engine.alloc('float32', columns * columns);
    engine.matmul(
      turned(array(engine, 'float32', tame)),
      array(engine, 'float32', (i) => tame(i + 5)),
      out,
    );
    return out;
  },
  max: extreme('max'),
  min: extreme('min'),
  argmax: place('argmax'),
  argmin: place('argmin'),
  less: comparison('less'),
  greaterEqual: comparison('greaterEqual'),
  notEqual: comparison('notEqual'),
  relu: (engine) => {
    const out = engine.alloc('float32', size);
    engine.binary('maximum', 0, array(engine, 'float32', wild), [rows, columns], out);
    return out;
  },
  where: (engine) => {
    const out = engine.alloc('float32', size);
    const condition = array(engine, 'bool', (i) => (i % 3) & 1);
    engine.where(condition, array(engine, 'float32', wild), -0, out);
    return out;
  },
  sum: (engine) => {
    const out = engine.alloc('float32', columns);
    engine.reduce(
      'sum',
      turned(array(engine, 'float32', (i) => (i === 57 ? NaN : i === 60 ? Infinity : tame(i)))),
      1,
      out,
    );
    return out;
  },
  'int32 above 2^24': (engine) => {
    const out = engine.alloc('bool', size);
    const x = array(engine, 'int32', (i) => 16_777_216 + i);
    const y = array(engine, 'int32', (i) => 16_777_217 + (i & ~1));
    engine.binary('equal', x, y, [rows, columns], out);
    return out;
  },
  'reading back': (engine) => {
    const out = engine.alloc('float32', size);
    engine.copy(turned(array(engine, 'float32', wild)), whole(out, [columns, rows]));
    return out;
  },
  'max-pooling': (engine) => {
    const images = array(engine, 'float32', wild, [2, 4, 20, 20]);
    const out = engine.alloc('float32', 800),
      positions = engine.alloc('int32', 800);
    engine.pool('max', images, { height: 2, width: 2, stride: 2, pad: 0 }, out, positions);
    return positions;
  },
};

/** All that is asked. */
export const selfTestItems = Object.keys(questions);
