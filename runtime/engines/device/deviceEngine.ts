import type { Engine } from '../engine';
import { Desk, withoutStorage } from './desk';
import { elementwise } from './elementwise';
import { lookup } from './lookup';
import { movement } from './movement';
import { nets } from './nets';
import { type ProbedRoute, Probes } from './probes';
import type { Budget } from './reachability';
import { reductions } from './reductions';
import { Storages, type StoragesOptions } from './storages';

export interface DeviceEngineOptions extends Omit<StoragesOptions, 'budget'> {
  /** What a person chooses it by. */
  name: string;
  /** Serves what the device lacks. */
  host: Engine;
  budget?: Budget;
}

export interface DeviceEngine extends Engine {
  /**
   * Operations that this device computes wrongly in their plain form, and what they do instead: of those that have been used, or
   * `ofAll`.
   */
  routes(ofAll?: 'ofAll'): ProbedRoute[];
  /** Commands that the device was given, and what it holds. */
  traffic(): { commands: number; storages: number; bytes: number; budget: number; collections: number };
}

/** For a device of which nothing is known. */
const usual: Budget = { least: 256 << 20, most: 1 << 30 };

/**
 * Arrays on a device. Every primitive becomes one command, whose arguments were all checked before, so that errors are thrown where the
 * learner's line is; what the device cannot do, or does wrongly, the host does.
 */
export function createDeviceEngine({ name, host, budget, ...rest }: DeviceEngineOptions): DeviceEngine {
  const storages = new Storages({ ...rest, budget: budget ?? rest.device.budget ?? usual });
  const desk = new Desk(storages, host);
  const { device, reachability } = storages;
  const engine: DeviceEngine = {
    ...movement(desk),
    ...lookup(desk),
    ...elementwise(desk),
    ...reductions(desk),
    ...nets(desk),
    alloc: (dtype, length) => desk.make(dtype, length),
    fresh: (dtype, length) => desk.make(dtype, length),
    upload: (dtype, elements) => desk.make(dtype, elements.length, elements),
    read: (x) => {
      if (!storages.holds(x.storage)) return host.read(x);
      return storages.read(x) ?? host.read({ ...withoutStorage(x), storage: desk.hostStorage(x.storage) });
    },
    readOne: (storage, index) =>
      storages.holds(storage) ? storages.readOne(storage, index) : host.readOne(storage, index),
    release: (storage) => (storages.holds(storage) ? storages.forget(storage) : host.release(storage)),
    flush: () => device.flush(),
    stats: () => ({
      allocatedBytes: storages.allocatedBytes + desk.hostBytes,
      fallbacks: desk.fallbacks,
      reads: storages.reads,
    }),
    capabilities: () => ({
      name,
      device: device.description,
      dtypes: device.dtypes,
      missing: ['compress'],
    }),
    routes: (ofAll) => {
      if (ofAll) probes.askAll();
      return probes.routes();
    },
    traffic: () => ({
      commands: storages.commands,
      storages: reachability.size,
      bytes: reachability.outstanding,
      budget: reachability.budget,
      collections: reachability.collections,
    }),
  };
  const probes = new Probes(engine, host, storages);
  desk.probes = probes;
  return engine;
}
