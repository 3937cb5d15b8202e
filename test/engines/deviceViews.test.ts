import { describe, expect, it } from 'vitest';
import type { Engine, Strided } from '../../runtime/engines/engine';
import { inOrder } from '../../runtime/engines/javascript/hostStorage';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { absent, tfjsEngine } from '../gpu/tfjsEngine';
import { Dice } from '../oracle/dice';

const why = absent === undefined ? '' : ` (skipped: ${absent})`;
const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 100);
const dtypes = ['float32', 'int32', 'bool'] as const;

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

const size = (shape: readonly number[]) => shape.reduce((total, length) => total * length, 1);

/** A view in which every element is another one of its storage: axes in any order, stepped, backwards, with gaps and an offset. */
function view(engine: Engine, dice: Dice, shape: readonly number[], dtype: (typeof dtypes)[number]): Strided {
  const strides = shape.map(() => 0);
  let stride = 1,
    offset = dice.pick([0, 0, 0, 3, 11]);
  for (const axis of dice.shuffled([...shape.keys()])) {
    const step = dice.pick([1, 1, 1, 2, 3, -1, -2]);
    const gap = dice.pick([0, 0, 0, 1, 2]);
    strides[axis] = stride * step;
    if (step < 0) offset -= strides[axis]! * (shape[axis]! - 1);
    stride *= (shape[axis]! + gap) * Math.abs(step);
  }
  const length = offset + stride + dice.int(0, 5);
  const values = Array.from({ length }, (_, i) => (dtype === 'bool' ? (i % 3) & 1 : i));
  return { storage: engine.upload(dtype, arrays[dtype].from(values)), offset, shape, strides, dtype };
}

const shapeOf = (dice: Dice, most: number) => Array.from({ length: dice.int(0, most) }, () => dice.int(1, 4));

const whole = (engine: Engine, x: Strided) => [...engine.read(inOrder(x.storage, [x.storage.length]))];

const writes: Record<string, (engine: Engine, dice: Dice) => number[]> = {
  copy: (engine, dice) => {
    const shape = shapeOf(dice, 4);
    const out = view(engine, dice, shape, dice.pick(dtypes));
    engine.copy(view(engine, dice, shape, dice.pick(dtypes)), out);
    return whole(engine, out);
  },
  fill: (engine, dice) => {
    const out = view(engine, dice, shapeOf(dice, 4), dice.pick(dtypes));
    // Something computed before, so that the storage is on the device.
    engine.copy(out, inOrder(engine.fresh(out.dtype, size(out.shape)), out.shape));
    engine.fill(1, out);
    return whole(engine, out);
  },
  scatter: (engine, dice) => {
    const shape = [dice.int(1, 5), ...shapeOf(dice, 3)];
    const out = view(engine, dice, shape, dice.pick(['float32', 'int32']));
    const rank = dice.int(1, shape.length);
    const reach = size(shape.slice(0, rank));
    const positions = Int32Array.from({ length: dice.int(1, 9) }, () => dice.int(0, reach - 1));
    const values = view(engine, dice, [positions.length, ...shape.slice(rank)], out.dtype as 'float32');
    engine.scatter(dice.pick(['set', 'add', 'max']), out, rank, engine.upload('int32', positions), values);
    return whole(engine, out);
  },
  'twice, and read through another view': (engine, dice) => {
    const out = view(engine, dice, [4, 4], 'float32');
    engine.fill(7, { ...out, shape: [2, 4] });
    engine.copy({ ...out, shape: [1, 4] }, { ...out, offset: out.offset + 3 * out.strides[0]!, shape: [1, 4] });
    const turned = { ...out, strides: out.strides.toReversed() };
    return [...engine.read(turned), ...whole(engine, out)];
  },
};

const many: Record<string, (engine: Engine, x: Strided, dice: Dice) => number[]> = {
  sum: (engine, x, dice) => {
    const rank = dice.int(1, x.shape.length);
    const out = engine.fresh('float32', size(x.shape.slice(0, -rank)));
    engine.reduce('sum', x, rank, out);
    return [...engine.read(inOrder(out, [out.length]))];
  },
  add: (engine, x, dice) => {
    const out = engine.fresh('float32', size(x.shape));
    const row = view(engine, dice, [x.shape.at(-1)!], 'float32');
    engine.binary(
      'add',
      x,
      { ...row, shape: x.shape, strides: x.shape.map((_, k) => (k === x.shape.length - 1 ? row.strides[0]! : 0)) },
      x.shape,
      out,
    );
    return [...engine.read(inOrder(out, [out.length]))];
  },
  read: (engine, x) => {
    engine.copy(x, inOrder(engine.fresh('float32', size(x.shape)), x.shape));
    return [...engine.read(x)];
  },
};

describe.skipIf(absent !== undefined)(`views on the real TensorFlow${why}`, () => {
  const reference = createJavaScriptEngine();

  it.each(Object.entries(writes))('are written through: %s', (name, write) => {
    const engine = tfjsEngine();
    for (let seed = 0; seed < rounds; seed++)
      expect(write(engine, new Dice(seed)), `${name}, seed ${seed}`).toEqual(write(reference, new Dice(seed)));
  });

  it('of one storage may meet in one operation', () => {
    const answer = (engine: Engine) => {
      const x = inOrder(engine.upload('float32', Float32Array.of(1, 2, 3)), [3, 1]);
      const out = engine.fresh('float32', 9);
      engine.matmul(x, { ...x, shape: [1, 3] }, out);
      engine.matmul(x, { ...x, shape: [1, 3], strides: [3, 1] }, out);
      return [...engine.read(inOrder(out, [9]))];
    };
    expect(answer(tfjsEngine())).toEqual(answer(reference));
  });

  it.each(Object.entries(many))('may have eight axes: %s', (name, ask) => {
    const engine = tfjsEngine();
    for (let seed = 0; seed < rounds / 4; seed++) {
      const answer = (on: Engine) => {
        const dice = new Dice(seed);
        const shape = Array.from({ length: dice.int(6, 8) }, () => dice.int(1, 3));
        return ask(on, view(on, dice, shape, 'float32'), dice);
      };
      expect(answer(engine), `${name}, seed ${seed}`).toEqual(answer(reference));
    }
    expect(engine.stats().fallbacks).toBe(0);
  });
});
