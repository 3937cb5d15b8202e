import type { Curve } from './curve';
import type { CallKind } from '../../protocol/pricing';
import type { ProductTimes } from './products';

/** What was measured: costs hold for this and nothing else. */
export interface MeasuredOn {
  engine: string;
  device: string;
  processor: string;
  cores: number;
  node: string;
  /** Of the program, and of whatever else computes: a library, a driver. */
  version: string;
}

/** What the calls of one engine cost on one machine. */
export interface EngineCosts extends CallCosts {
  formatVersion: 1;
  measuredOn: MeasuredOn;
  /** From the start of a process until the engine is there, in milliseconds. */
  readyMs: number;
}

export interface CallCosts {
  /** Beside what the engine itself takes: np, views, the learner's own lines, by one call. */
  perCallMs: number;
  /** Arrays in order. */
  whole: Record<CallKind, Curve>;
  /** What a walk takes on top for each of its runs. */
  rowMs: { elementwise: number; copy: number; fold: number; blocks: number };
  /** A walk across memory, by the elements of a square. */
  across: { elementwise: Curve; fold: Curve };
  products: ProductTimes;
  /** What a megabyte costs on top where arrays are taken in turn that have `size` bytes together. */
  distance: Curve;
}
