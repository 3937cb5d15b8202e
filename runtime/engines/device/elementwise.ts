import type { BinaryOp, Engine, Input, Storage } from '../engine';
import * as bounds from './bounds';
import type { Desk } from './desk';

/** What computes each element from those in the same place. */
export function elementwise(on: Desk): Pick<Engine, 'unary' | 'binary' | 'clip'> {
  const unary: Engine['unary'] = (op, x, out) => {
    const found = out.dtype === 'int32' ? bounds.boundsOfUnary(op, on.boundsOf(x)) : bounds.truth;
    const done = on.serve(
      `unary:${op}`,
      on.onDevice(x, out) && bounds.fits(found),
      out,
      () => ({ do: 'unary', op, x: on.layout(x), out: on.target(out) }),
      (side) => side.host.unary(op, side.input(x), side.out(out)),
    );
    if (done) on.bounded(out, found);
  };
  return {
    unary,
    binary: (op, x, y, shape, out) => {
      // Drivers that are wrong about powers are right about squares.
      if (op === 'power' && y === 2 && typeof x !== 'number') return unary('square', x, out);
      const found = binaryBounds(on, op, x, y, out);
      const done = on.serve(
        `binary:${op}`,
        on.onDevice(x, y, out) && found !== undefined && bounds.fits(found),
        out,
        () => ({ do: 'binary', op, x: on.operand(x), y: on.operand(y), shape, out: on.target(out) }),
        (side) => side.host.binary(op, side.input(x), side.input(y), shape, side.out(out)),
      );
      if (done && found !== undefined) on.bounded(out, found);
    },
    clip: (x, low, high, out) => {
      const possible = on.onDevice(x, low, high, out) && (out.dtype === 'float32' || [low, high].every(isWholeBound));
      const done = on.serve(
        'clip',
        possible && out.dtype !== 'bool',
        out,
        () => ({ do: 'clip', x: on.layout(x), low: on.operand(low), high: on.operand(high), out: on.target(out) }),
        (side) => side.host.clip(side.input(x), side.input(low), side.input(high), side.out(out)),
      );
      if (done) on.bounded(out, bounds.int32);
    },
  };
}

/** `undefined` where a result could leave its range, or would be rounded on the way. */
function binaryBounds(on: Desk, op: BinaryOp, x: Input, y: Input, out: Storage): bounds.Bounds | undefined {
  if (out.dtype === 'int32') return bounds.boundsOfBinary(op, on.boundsOf(x), on.boundsOf(y));
  if (out.dtype !== 'bool') return bounds.truth;
  const floats = [x, y].some((it) => (typeof it === 'number' ? !isInt32(it) : it.dtype === 'float32'));
  const rounds = (it: Input) => typeof it !== 'number' && it.dtype === 'int32' && !bounds.fitsFloat(on.boundsOf(it));
  return floats && (rounds(x) || rounds(y)) ? undefined : bounds.truth;
}

const isInt32 = (value: number): boolean => (value | 0) === value;

const isWholeBound = (bound: Input): boolean =>
  typeof bound === 'number' ? isInt32(bound) || Math.abs(bound) === Infinity : bound.dtype !== 'float32';
