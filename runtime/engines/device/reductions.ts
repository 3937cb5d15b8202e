import type { Engine, ReduceOp, Storage, Strided } from '../engine';
import { inOrder } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import * as bounds from './bounds';
import type { Desk } from './desk';

/** What makes few elements of many, or puts them in order. */
export function reductions(on: Desk): Pick<Engine, 'reduce' | 'argReduce' | 'scan' | 'sort' | 'moments'> {
  return {
    reduce: (op, x, rank, out) => {
      if (out.length === 0) return;
      const count = sizeOf(x.shape) / out.length;
      const found = reducedBounds(on, op, x, out, count);
      const wide = !on.storages.holds(out) && x.dtype !== 'float32';
      if (
        count === 0 ||
        !on.onDevice(x) ||
        (!wide && !on.onDevice(out)) ||
        !bounds.fits(found) ||
        !keeps(on, x, found) ||
        !on.taken(`reduce:${op}`, true)
      )
        return on.byHost((side) => side.host.reduce(op, side.input(x), rank, side.out(out)));
      // A whole sum of integers goes into a float64, which the host keeps: only the sum itself need come over.
      const result = wide ? on.storages.make('int32', out.length) : out;
      on.storages.submit({ do: 'reduce', op, x: on.layout(x), rank, out: on.target(result) });
      on.bounded(result, found);
      if (wide) on.host.copy(on.side.input(inOrder(result, [out.length])), inOrder(out, [out.length]));
    },
    argReduce: (op, x, rank, out) => {
      const count = sizeOf(x.shape) / out.length;
      const done = on.serve(
        `argReduce:${op}`,
        on.onDevice(x, out) && count > 0 && keeps(on, x),
        out,
        () => ({ do: 'argReduce', op, x: on.layout(x), rank, out: on.target(out) }),
        (side) => side.host.argReduce(op, side.input(x), rank, side.out(out)),
      );
      if (done) on.bounded(out, { low: 0, high: count - 1 });
    },
    scan: (op, x, out) => {
      const length = x.shape[x.shape.length - 1];
      const found = out.dtype === 'int32' ? bounds.boundsOfScan(op, on.boundsOf(x), length) : bounds.truth;
      const done = on.serve(
        `scan:${op}`,
        on.onDevice(x, out) && bounds.fits(found) && keeps(on, x, found),
        out,
        () => ({ do: 'scan', op, x: on.layout(x), out: on.target(out) }),
        (side) => side.host.scan(op, side.input(x), side.out(out)),
      );
      if (done) on.bounded(out, found);
    },
    sort: (x, what, out) => {
      const done = on.serve(
        'sort',
        on.onDevice(x, out) && keeps(on, x),
        out,
        () => ({ do: 'sort', what, x: on.layout(x), out: on.target(out) }),
        (side) => side.host.sort(side.input(x), what, side.out(out)),
      );
      const last = { low: 0, high: x.shape[x.shape.length - 1] - 1 };
      if (done) on.bounded(out, what === 'values' ? on.boundsOf(x) : last);
    },
    moments: (x, rank, mean, deviation) => {
      on.serve(
        'moments',
        on.onDevice(x, mean, deviation) && sizeOf(x.shape) > 0,
        mean,
        () => ({ do: 'moments', x: on.layout(x), rank, mean: on.target(mean), deviation: on.target(deviation) }),
        (side) => side.host.moments(side.input(x), rank, side.out(mean), side.out(deviation)),
      );
    },
  };
}

function reducedBounds(on: Desk, op: ReduceOp, x: Strided, out: Storage, count: number): bounds.Bounds {
  if (x.dtype === 'float32' || out.dtype === 'bool') return bounds.truth;
  if (op === 'sum') return bounds.boundsOfSum(on.boundsOf(x), count);
  return op === 'prod' ? bounds.boundsOfProduct(on.boundsOf(x), count) : on.boundsOf(x);
}

/** Whether the device does not round these integers, and what becomes of them. */
const keeps = (on: Desk, x: Strided, found = bounds.truth): boolean =>
  x.dtype !== 'int32' || !on.storages.device.integersAsFloats || [on.boundsOf(x), found].every(bounds.fitsFloat);
