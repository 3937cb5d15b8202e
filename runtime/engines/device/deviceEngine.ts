import type { DType } from '../../protocol/value';
import type { BinaryOp, Elements, Engine, Input, Storage, Strided } from '../engine';
import { HostStorage, inOrder, isContiguous, sizeOf } from '../javascript/hostStorage';
import * as bounds from './bounds';
import type { Command } from './device';
import type { DeviceStorage } from './deviceStorage';
import { HostSide } from './hostSide';
import { type Operation, type ProbedRoute, Probes } from './probes';
import { Storages, type StoragesOptions } from './storages';

export interface DeviceEngineOptions extends Omit<StoragesOptions, 'budget'> {
  /** What a person chooses it by. */
  name: string;
  /** Serves what the device lacks. */
  host: Engine;
  budget?: number;
}

export interface DeviceEngine extends Engine {
  /** Operations that this device computes wrongly in their plain form, and what they do instead. */
  routes(): ProbedRoute[];
  /** Commands that the device was given, and what it holds. */
  traffic(): { commands: number; bytes: number; budget: number; collections: number };
}

const defaultBudget = 256 << 20;

/**
 * Arrays on a device. Every primitive becomes one command, whose arguments were all checked before, so that errors are thrown where the
 * learner's line is; what the device cannot do, or does wrongly, the host does.
 */
export function createDeviceEngine({ name, host, budget = defaultBudget, ...rest }: DeviceEngineOptions): DeviceEngine {
  const storages = new Storages({ ...rest, budget });
  const { device } = storages;
  const side = new HostSide(host, storages);
  let fallbacks = 0;
  let hostBytes = 0;

  const onDevice = (...inputs: (Input | Storage | undefined)[]): boolean =>
    inputs.every((x) => x === undefined || typeof x === 'number' || storages.holds('storage' in x ? x.storage : x));
  const layout = (x: Strided) => storages.layout(x);
  const operand = (x: Input) => storages.operand(x);
  const target = (out: Storage) => storages.target(out);
  const boundsOf = (x: Input | Storage) => storages.boundsOf(x);

  /** An int32 result and its bounds. */
  const bounded = (out: Storage, found: bounds.Bounds): void => {
    if (out.dtype === 'int32') (out as DeviceStorage).bounds = found;
  };

  /** Whether the device is to do it. `possible` says so for these very operands. */
  const taken = (operation: Operation | undefined, possible: boolean): boolean =>
    possible && (operation === undefined || probes.routeOf(operation) !== 'host');

  const byHost = (compute: (side: HostSide) => void): void => {
    fallbacks++;
    side.run(compute);
  };

  /** The device, where it is to; else the host. Nothing is computed for a result without elements. */
  const serve = (
    operation: Operation | undefined,
    possible: boolean,
    out: Storage,
    command: () => Command,
    compute: (side: HostSide) => void,
  ): boolean => {
    if (out.length === 0) return false;
    if (!taken(operation, possible)) {
      byHost(compute);
      return false;
    }
    storages.submit(command());
    return true;
  };

  const allocate = (dtype: DType, length: number): Storage => {
    if (device.dtypes.includes(dtype)) return storages.make(dtype, length);
    hostBytes += length * 8;
    return host.alloc(dtype, length);
  };

  const engine: DeviceEngine = {
    alloc: allocate,
    fresh: (dtype, length) => (device.dtypes.includes(dtype) ? storages.make(dtype, length) : allocate(dtype, length)),
    upload: (dtype, elements) => {
      if (device.dtypes.includes(dtype)) return storages.make(dtype, elements.length, elements);
      hostBytes += elements.byteLength;
      return host.upload(dtype, elements);
    },
    read: (x) => {
      if (!storages.holds(x.storage)) return host.read(x);
      return storages.read(x) ?? host.read({ ...plain(x), storage: hostStorage(x.storage) });
    },
    readOne: (storage, index) =>
      storages.holds(storage) ? storages.readOne(storage, index) : host.readOne(storage, index),
    release: (storage) => (storages.holds(storage) ? storages.forget(storage) : host.release(storage)),
    flush: () => device.flush(),
    stats: () => ({ allocatedBytes: storages.allocatedBytes + hostBytes, fallbacks, reads: storages.reads }),
    capabilities: () => ({ name, device: device.description, dtypes: device.dtypes, missing: ['compress'] }),
    routes: () => probes.routes(),
    traffic: () => ({
      commands: storages.commands,
      bytes: storages.reachability.outstanding,
      budget: storages.reachability.budget,
      collections: storages.reachability.collections,
    }),

    fill: (value, out) => {
      const { storage } = out;
      if (sizeOf(out.shape) === 0) return;
      if (!storages.holds(storage)) return host.fill(value, out);
      const before = boundsOf(storage);
      if (storages.writesOnHost(storage)) host.fill(value, { ...plain(out), storage: hostStorage(storage) });
      else storages.submit({ do: 'fill', value, out: storages.writable(out) });
      storages.widen(out, bounds.exactly(value | 0), before);
    },
    iota: (out, start, step) => {
      const whole = out.dtype === 'float32' || (Number.isInteger(start) && Number.isInteger(step));
      const possible = onDevice(out) && out.dtype !== 'bool' && whole;
      const done = serve(
        undefined,
        possible,
        out,
        () => ({ do: 'iota', start, step, out: target(out) }),
        (side) => side.host.iota(side.out(out), start, step),
      );
      const last = start + step * (out.length - 1);
      if (done) bounded(out, { low: Math.min(start, last), high: Math.max(start, last) });
    },
    copy: (x, out) => {
      if (sizeOf(x.shape) === 0) return;
      // From one side to the other, no matter what the device can do: this is a transfer, and cast on the host.
      if (!storages.holds(out.storage)) return host.copy(side.input(x), out);
      const before = boundsOf(out.storage);
      if (!storages.holds(x.storage)) {
        const typed = inOrder(new HostStorage(out.dtype, host.read(castOnHost(host, x, out.dtype))), x.shape);
        return engine.copy(
          { ...typed, storage: engine.upload(out.dtype, (typed.storage as HostStorage).elements) },
          out,
        );
      }
      const written = x.dtype === 'float32' ? bounds.int32 : boundsOf(x);
      const [from, to] = [layout(x), storages.writable(out)];
      storages.submit({ do: 'copy', x: from, out: to });
      storages.widen(out, written, before);
    },
    gather: (x, rank, positions, out) => {
      const done = serve(
        undefined,
        onDevice(x, positions, out),
        out,
        () => ({ do: 'gather', x: layout(x), rank, positions: storages.whole(positions), out: target(out) }),
        (side) => side.host.gather(side.input(x), rank, side.whole(positions), side.out(out)),
      );
      if (done) bounded(out, boundsOf(x));
    },
    scatter: (mode, out, rank, positions, values) => {
      if (positions.length === 0 || sizeOf(out.shape) === 0) return;
      const possible = mode !== 'max' && out.dtype !== 'bool' && onDevice(out, positions, values);
      if (!possible) {
        return byHost((side) =>
          side.host.scatter(mode, side.place(out), rank, side.whole(positions), side.input(values)),
        );
      }
      const [single, given] =
        mode === 'set' ? lastOfEach(engine, storages, out, rank, positions, values) : [positions, values];
      const before = boundsOf(out.storage);
      const written = typeof given === 'number' ? bounds.exactly(given | 0) : boundsOf(given);
      const [at, source] = [storages.whole(single), operand(given)];
      storages.submit({ do: 'scatter', mode, out: storages.changeable(out), rank, positions: at, values: source });
      storages.widen(out, mode === 'set' ? written : bounds.int32, before);
    },
    putAlong: (out, axis, index, values) => {
      const last = out.shape.length - 1;
      const length = out.shape[last],
        each = index.shape[last];
      if (axis !== last || sizeOf(index.shape) === 0 || !onDevice(out, index, values)) return false;
      const { distinct } = index.storage as DeviceStorage;
      const { low, high } = boundsOf(index);
      const rowsApart = isContiguous(index) && distinct % each === 0 && index.offset % each === 0;
      if (!rowsApart || low < 0 || high >= length || sizeOf(out.shape) > bounds.int32.high) return false;
      const rows = sizeOf(index.shape) / each;
      const starts = engine.fresh('int32', rows),
        positions = engine.fresh('int32', rows * each);
      engine.iota(starts, 0, length);
      const from = { ...inOrder(starts, [rows, each]), strides: [1, 0] };
      engine.binary(
        'add',
        { ...plain(index), storage: index.storage, shape: [rows, each], strides: [each, 1] },
        from,
        [rows, each],
        positions,
      );
      (positions as DeviceStorage).distinct = positions.length;
      engine.scatter('set', out, out.shape.length, positions, values);
      return true;
    },
    takeAlong: (x, axis, index, out) => {
      const done = serve(
        undefined,
        onDevice(x, index, out),
        out,
        () => ({ do: 'takeAlong', x: layout(x), axis, index: layout(index), out: target(out) }),
        (side) => side.host.takeAlong(side.input(x), axis, side.input(index), side.out(out)),
      );
      if (done) bounded(out, boundsOf(x));
    },
    compress: (x, mask, out) =>
      out.length === 0
        ? undefined
        : byHost((side) => side.host.compress(side.input(x), side.input(mask), side.out(out))),
    where: (condition, x, y, out) => {
      const done = serve(
        'where',
        onDevice(condition, x, y, out),
        out,
        () => ({ do: 'where', condition: layout(condition), x: operand(x), y: operand(y), out: target(out) }),
        (side) => side.host.where(side.input(condition), side.input(x), side.input(y), side.out(out)),
      );
      if (done) bounded(out, bounds.union(boundsOf(x), boundsOf(y)));
    },

    unary: (op, x, out) => {
      const found = out.dtype === 'int32' ? bounds.boundsOfUnary(op, boundsOf(x)) : bounds.truth;
      const done = serve(
        `unary:${op}`,
        onDevice(x, out) && bounds.fits(found),
        out,
        () => ({ do: 'unary', op, x: layout(x), out: target(out) }),
        (side) => side.host.unary(op, side.input(x), side.out(out)),
      );
      if (done) bounded(out, found);
    },
    binary: (op, x, y, shape, out) => {
      const found = binaryBounds(op, x, y, out);
      const done = serve(
        `binary:${op}`,
        onDevice(x, y, out) && found !== undefined && bounds.fits(found),
        out,
        () => ({ do: 'binary', op, x: operand(x), y: operand(y), shape, out: target(out) }),
        (side) => side.host.binary(op, side.input(x), side.input(y), shape, side.out(out)),
      );
      if (done && found !== undefined) bounded(out, found);
    },
    clip: (x, low, high, out) => {
      const possible = onDevice(x, low, high, out) && (out.dtype === 'float32' || [low, high].every(isWholeBound));
      const done = serve(
        'clip',
        possible && out.dtype !== 'bool',
        out,
        () => ({ do: 'clip', x: layout(x), low: operand(low), high: operand(high), out: target(out) }),
        (side) => side.host.clip(side.input(x), side.input(low), side.input(high), side.out(out)),
      );
      if (done) bounded(out, bounds.int32);
    },

    reduce: (op, x, rank, out) => {
      if (out.length === 0) return;
      const count = sizeOf(x.shape) / out.length;
      const found = reducedBounds(op, x, out, count);
      const wide = !storages.holds(out) && x.dtype !== 'float32';
      if (
        count === 0 ||
        !onDevice(x) ||
        (!wide && !onDevice(out)) ||
        !bounds.fits(found) ||
        !taken(`reduce:${op}`, true)
      )
        return byHost((side) => side.host.reduce(op, side.input(x), rank, side.out(out)));
      // A whole sum of integers goes into a float64, which the host keeps: only the sum itself need come over.
      const result = wide ? storages.make('int32', out.length) : out;
      storages.submit({ do: 'reduce', op, x: layout(x), rank, out: target(result) });
      bounded(result, found);
      if (wide) host.copy(side.input(inOrder(result, [out.length])), inOrder(out, [out.length]));
    },
    argReduce: (op, x, rank, out) => {
      const count = sizeOf(x.shape) / out.length;
      const done = serve(
        `argReduce:${op}`,
        onDevice(x, out) && count > 0,
        out,
        () => ({ do: 'argReduce', op, x: layout(x), rank, out: target(out) }),
        (side) => side.host.argReduce(op, side.input(x), rank, side.out(out)),
      );
      if (done) bounded(out, { low: 0, high: count - 1 });
    },
    scan: (op, x, out) => {
      const length = x.shape[x.shape.length - 1];
      const found = out.dtype === 'int32' ? bounds.boundsOfScan(op, boundsOf(x), length) : bounds.truth;
      const done = serve(
        `scan:${op}`,
        onDevice(x, out) && bounds.fits(found),
        out,
        () => ({ do: 'scan', op, x: layout(x), out: target(out) }),
        (side) => side.host.scan(op, side.input(x), side.out(out)),
      );
      if (done) bounded(out, found);
    },
    sort: (x, what, out) => {
      const done = serve(
        'sort',
        onDevice(x, out),
        out,
        () => ({ do: 'sort', what, x: layout(x), out: target(out) }),
        (side) => side.host.sort(side.input(x), what, side.out(out)),
      );
      const last = { low: 0, high: x.shape[x.shape.length - 1] - 1 };
      if (done) bounded(out, what === 'values' ? boundsOf(x) : last);
    },
    moments: (x, rank, mean, deviation) => {
      serve(
        'moments',
        onDevice(x, mean, deviation) && sizeOf(x.shape) > 0,
        mean,
        () => ({ do: 'moments', x: layout(x), rank, mean: target(mean), deviation: target(deviation) }),
        (side) => side.host.moments(side.input(x), rank, side.out(mean), side.out(deviation)),
      );
    },

    matmul: (x, y, out) => {
      const inner = x.shape[x.shape.length - 1];
      const found = bounds.boundsOfSum(bounds.boundsOfBinary('multiply', boundsOf(x), boundsOf(y))!, inner);
      const exact = out.dtype === 'float32' || bounds.fitsFloat(found);
      const done = serve(
        undefined,
        onDevice(x, y, out) && exact && inner > 0,
        out,
        () => ({ do: 'matmul', x: layout(x), y: layout(y), out: target(out) }),
        (side) => side.host.matmul(side.input(x), side.input(y), side.out(out)),
      );
      if (done) bounded(out, found);
    },
    im2col: (x, window, out) => {
      const done = serve(
        undefined,
        onDevice(x, out),
        out,
        () => ({ do: 'im2col', x: layout(x), window, out: target(out) }),
        (side) => side.host.im2col(side.input(x), window, side.out(out)),
      );
      if (done) bounded(out, bounds.union(boundsOf(x), bounds.exactly(0)));
    },
    col2im: (columns, shape, window, out) => {
      serve(
        undefined,
        onDevice(columns, out) && out.dtype === 'float32',
        out,
        () => ({ do: 'col2im', columns: layout(columns), shape, window, out: target(out) }),
        (side) => side.host.col2im(side.input(columns), shape, window, side.out(out)),
      );
    },
    pool: (op, x, window, out, positions) => {
      const done = serve(
        op === 'max' ? 'pool:max' : undefined,
        onDevice(x, out, positions) && (op === 'max' || out.dtype === 'float32'),
        out,
        () => ({ do: 'pool', op, x: layout(x), window, out: target(out), positions: positions && target(positions) }),
        (side) => side.host.pool(op, side.input(x), window, side.out(out), positions && side.out(positions)),
      );
      if (!done) return;
      bounded(out, boundsOf(x));
      if (positions === undefined || op !== 'max') return;
      const [, , height, width] = x.shape;
      bounded(positions, { low: window.pad > 0 ? -1 : 0, high: height * width - 1 });
      const apart = window.stride >= Math.max(window.height, window.width) && window.pad === 0;
      if (apart) (positions as DeviceStorage).distinct = out.length / (x.shape[0] * x.shape[1]);
    },
  };

  const hostStorage = (storage: Storage) =>
    new HostStorage(storage.dtype, storages.hostElements(storage as DeviceStorage));

  /** `undefined` where a result could leave its range, or would be rounded on the way. */
  function binaryBounds(op: BinaryOp, x: Input, y: Input, out: Storage): bounds.Bounds | undefined {
    if (out.dtype === 'int32') return bounds.boundsOfBinary(op, boundsOf(x), boundsOf(y));
    if (out.dtype !== 'bool') return bounds.truth;
    const floats = [x, y].some((it) => (typeof it === 'number' ? !isInt32(it) : it.dtype === 'float32'));
    const exact =
      !floats || [x, y].every((it) => typeof it === 'number' || it.dtype !== 'int32' || bounds.fitsFloat(boundsOf(it)));
    return exact ? bounds.truth : undefined;
  }

  function reducedBounds(op: string, x: Strided, out: Storage, count: number): bounds.Bounds {
    if (x.dtype === 'float32' || out.dtype === 'bool') return bounds.truth;
    if (op === 'sum') return bounds.boundsOfSum(boundsOf(x), count);
    return op === 'prod' ? bounds.boundsOfProduct(boundsOf(x), count) : boundsOf(x);
  }

  const probes = new Probes(engine, host, storages);
  return engine;
}

const isInt32 = (value: number): boolean => (value | 0) === value;
const isWholeBound = (bound: Input): boolean =>
  typeof bound === 'number' ? isInt32(bound) || Math.abs(bound) === Infinity : bound.dtype !== 'float32';

const plain = ({ offset, shape, strides, dtype }: Strided) => ({ offset, shape, strides, dtype });

function castOnHost(host: Engine, x: Strided, dtype: DType): Strided {
  const out = inOrder(host.fresh(dtype, sizeOf(x.shape)), x.shape);
  host.copy(x, out);
  return out;
}

/**
 * On a device nobody knows which of several values that go to one place comes last. Where that happens, only the last one of each is
 * written: the positions are looked at, on the host where they mostly come from.
 */
function lastOfEach(
  engine: Engine,
  storages: Storages,
  out: Strided,
  rank: number,
  positions: Storage,
  values: Input,
): [positions: Storage, values: Input] {
  const it = positions as DeviceStorage;
  if (it.distinct >= it.length) return [positions, values];
  const chosen = storages.hostElements(it);
  if (allDiffer(chosen, sizeOf(out.shape.slice(0, rank)))) return [positions, values];
  const last = new Map<number, number>();
  chosen.forEach((position, i) => last.set(position, i));
  const single = engine.upload('int32', Int32Array.from(last.keys()));
  if (typeof values === 'number') return [single, values];
  const lead = values.shape.length - (out.shape.length - rank);
  const below = values.shape.slice(lead);
  const kept = engine.fresh(values.dtype, last.size * sizeOf(below));
  engine.gather(values, lead, engine.upload('int32', Int32Array.from(last.values())), kept);
  return [single, inOrder(kept, [last.size, ...below])];
}

function allDiffer(positions: Elements, reach: number): boolean {
  const met = new Uint8Array(reach);
  return positions.every((position) => met[position]++ === 0);
}
