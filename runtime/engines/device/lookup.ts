import type { Elements, Engine, Input, Storage, Strided } from '../engine';
import { inOrder } from '../javascript/hostStorage';
import { isContiguous, sizeOf } from '../layout';
import * as bounds from './bounds';
import { type Desk, withoutStorage } from './desk';
import type { DeviceStorage } from './deviceStorage';

type Lookups = 'gather' | 'scatter' | 'putAlong' | 'takeAlong' | 'compress';

/** What moves elements to and from positions that are elements themselves. */
export function lookup(on: Desk): Pick<Engine, Lookups> {
  const gather: Engine['gather'] = (x, rank, positions, out) => {
    const done = on.serve(
      undefined,
      on.onDevice(x, positions, out),
      out,
      () => ({ do: 'gather', x: on.layout(x), rank, positions: on.storages.whole(positions), out: on.target(out) }),
      (side) => side.host.gather(side.input(x), rank, side.whole(positions), side.out(out)),
    );
    if (done) on.bounded(out, on.boundsOf(x));
  };
  const scatter: Engine['scatter'] = (mode, out, rank, positions, values) => {
    if (positions.length === 0 || sizeOf(out.shape) === 0) return;
    const possible = mode !== 'max' && out.dtype !== 'bool' && on.onDevice(out, positions, values);
    if (!possible) {
      return on.byHost((side) =>
        side.host.scatter(mode, side.place(out), rank, side.whole(positions), side.input(values)),
      );
    }
    const [single, given] = mode === 'set' ? lastOfEach(on, gather, out, rank, positions, values) : [positions, values];
    const before = on.boundsOf(out.storage);
    const written = typeof given === 'number' ? bounds.exactly(given | 0) : on.boundsOf(given);
    const [at, source] = [on.storages.whole(single), on.operand(given)];
    on.storages.submit({ do: 'scatter', mode, out: on.storages.changeable(out), rank, positions: at, values: source });
    on.storages.widen(out, mode === 'set' ? written : bounds.int32, before);
  };
  return {
    gather,
    scatter,
    putAlong: (out, axis, index, values) => {
      const last = out.shape.length - 1;
      const length = out.shape[last],
        each = index.shape[last];
      if (axis !== last || sizeOf(index.shape) === 0 || !on.onDevice(out, index, values)) return false;
      const { distinct } = index.storage as DeviceStorage;
      const { low, high } = on.boundsOf(index);
      const rowsApart = isContiguous(index) && distinct % each === 0 && index.offset % each === 0;
      if (!rowsApart || low < 0 || high >= length || sizeOf(out.shape) > bounds.int32.high) return false;
      const rows = sizeOf(index.shape) / each;
      const positions = on.storages.make('int32', rows * each);
      // In float32 where that holds them: TensorFlow computes int32 on the processor.
      const dtype = sizeOf(out.shape) <= 2 ** 24 ? 'float32' : 'int32';
      const shape = [rows, each];
      const starts = on.storages.make(dtype, rows),
        found = on.storages.make(dtype, rows * each);
      on.storages.submit({ do: 'iota', start: 0, step: length, out: on.target(starts) });
      const x = on.layout({ ...withoutStorage(index), storage: index.storage, shape, strides: [each, 1] });
      const y = on.layout({ ...inOrder(starts, shape), strides: [1, 0] });
      on.storages.submit({ do: 'binary', op: 'add', x, y, shape, out: on.target(found) });
      on.storages.submit({
        do: 'copy',
        x: on.storages.whole(found),
        out: on.storages.writable(inOrder(positions, [rows * each])),
      });
      positions.distinct = positions.length;
      scatter('set', out, out.shape.length, positions, values);
      return true;
    },
    takeAlong: (x, axis, index, out) => {
      const done = on.serve(
        undefined,
        on.onDevice(x, index, out),
        out,
        () => ({ do: 'takeAlong', x: on.layout(x), axis, index: on.layout(index), out: on.target(out) }),
        (side) => side.host.takeAlong(side.input(x), axis, side.input(index), side.out(out)),
      );
      if (done) on.bounded(out, on.boundsOf(x));
    },
    compress: (x, mask, out) =>
      out.length === 0
        ? undefined
        : on.byHost((side) => side.host.compress(side.input(x), side.input(mask), side.out(out))),
  };
}

/**
 * On a device nobody knows which of several values that go to one place comes last. Where that happens, only the last one of each is
 * written: the positions are looked at, on the host where they mostly come from.
 */
function lastOfEach(
  on: Desk,
  gather: Engine['gather'],
  out: Strided,
  rank: number,
  positions: Storage,
  values: Input,
): [positions: Storage, values: Input] {
  const it = positions as DeviceStorage;
  if (it.distinct >= it.length) return [positions, values];
  const chosen = on.storages.hostElements(it);
  if (allDiffer(chosen, sizeOf(out.shape.slice(0, rank)))) return [positions, values];
  const last = new Map<number, number>();
  chosen.forEach((position, i) => last.set(position, i));
  const uploaded = (elements: Iterable<number>) => on.storages.make('int32', last.size, Int32Array.from(elements));
  const single = uploaded(last.keys());
  if (typeof values === 'number') return [single, values];
  const lead = values.shape.length - (out.shape.length - rank);
  const below = values.shape.slice(lead);
  const kept = on.storages.make(values.dtype, last.size * sizeOf(below));
  gather(values, lead, uploaded(last.values()), kept);
  return [single, inOrder(kept, [last.size, ...below])];
}

function allDiffer(positions: Elements, reach: number): boolean {
  const met = new Uint8Array(reach);
  return positions.every((position) => met[position]++ === 0);
}
