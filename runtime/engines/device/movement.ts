import type { Elements, Engine, Strided } from '../engine';
import { HostStorage, inOrder, newElements } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import * as bounds from './bounds';
import { type Desk, withoutStorage } from './desk';
import { covers } from './storages';

/** What moves elements without computing. */
export function movement(on: Desk): Pick<Engine, 'fill' | 'iota' | 'copy' | 'where'> {
  const copy: Engine['copy'] = (x, out) => {
    if (sizeOf(x.shape) === 0) return;
    // From one side to the other, no matter what the device can do: this is a transfer, and cast on the host.
    if (!on.storages.holds(out.storage)) return on.host.copy(on.side.input(x), out);
    const before = on.boundsOf(out.storage);
    if (!on.storages.holds(x.storage)) {
      const cast = new HostStorage(out.dtype, newElements(out.dtype, sizeOf(x.shape)));
      on.host.copy(x, inOrder(cast, x.shape));
      if (covers(out)) return on.storages.replace(out.storage, cast.elements);
      const moved = on.storages.make(out.dtype, cast.length, cast.elements);
      return copy(inOrder(moved, x.shape), out);
    }
    const written = x.dtype === 'float32' ? bounds.int32 : on.boundsOf(x);
    // An element set to what has just been computed on this side: a device would be asked for it again soon.
    const given = on.storages.heldOnHost(x.storage);
    const here = given && on.storages.writtenOnHost(out.storage);
    if (given && here) on.host.copy(lying(x, given), lying(out, here));
    else {
      const [from, to] = [on.layout(x), on.storages.writable(out)];
      on.storages.submit({ do: 'copy', x: from, out: to });
    }
    on.storages.widen(out, written, before);
  };
  return {
    fill: (value, out) => {
      const { storage } = out;
      if (sizeOf(out.shape) === 0) return;
      if (!on.storages.holds(storage)) return on.host.fill(value, out);
      const before = on.boundsOf(storage);
      const here = on.storages.writtenOnHost(storage);
      if (here !== undefined) on.host.fill(value, lying(out, here));
      else on.storages.submit({ do: 'fill', value, out: on.storages.writable(out) });
      on.storages.widen(out, bounds.exactly(value | 0), before);
    },
    iota: (out, start, step) => {
      // Positions mostly, which the host looks at.
      if (on.storages.holds(out) && out.dtype === 'int32') {
        const here = on.storages.writtenOnHost(out);
        if (here !== undefined) return on.host.iota(new HostStorage(out.dtype, here), start, step);
      }
      // What is rounded is rounded once, on the host.
      const last = start + step * (out.length - 1);
      const whole = Number.isInteger(start) && Number.isInteger(step);
      const exact = out.dtype === 'int32' || [start, last].every((value) => Math.abs(value) <= 2 ** 24);
      const possible = on.onDevice(out) && out.dtype !== 'bool' && whole && exact;
      const done = on.serve(
        undefined,
        possible,
        out,
        () => ({ do: 'iota', start, step, out: on.target(out) }),
        (side) => side.host.iota(side.out(out), start, step),
      );
      if (done) on.bounded(out, { low: Math.min(start, last), high: Math.max(start, last) });
    },
    copy,
    where: (condition, x, y, out) => {
      const done = on.serve(
        'where',
        on.onDevice(condition, x, y, out),
        out,
        () => ({
          do: 'where',
          condition: on.layout(condition),
          x: on.operand(x),
          y: on.operand(y),
          out: on.target(out),
        }),
        (side) => side.host.where(side.input(condition), side.input(x), side.input(y), side.out(out)),
      );
      if (done) on.bounded(out, bounds.union(on.boundsOf(x), on.boundsOf(y)));
    },
  };
}

/** The same view, of elements on the host. */
const lying = (x: Strided, elements: Elements): Strided => ({
  ...withoutStorage(x),
  storage: new HostStorage(x.dtype, elements),
});
