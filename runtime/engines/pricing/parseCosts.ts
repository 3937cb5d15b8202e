import { count, exactly, list, pair, real, record, refuse, text, type Parser } from '../../protocol/parse';
import type { CallCosts, EngineCosts } from './costs';
import type { Curve } from './curve';
import { callKinds, type CallKind } from '../../protocol/pricing';

const ms: Parser<number> = (value, path) => {
  const found = real(value, path);
  return found >= 0 && found < Infinity ? found : refuse(path, 'a time', value);
};

const curve: Parser<Curve> = (value, path) => {
  const points = list(pair(real, ms))(value, path);
  const rises = points.every(([size], i) => size > (points[i - 1]?.[0] ?? 0));
  return rises && points.length > 0 ? points : refuse(path, 'points of rising size', value);
};

const wholes = record<Record<CallKind, Curve>>(
  Object.fromEntries(callKinds.map((kind) => [kind, curve])) as Record<CallKind, typeof curve>,
);

const products: Parser<EngineCosts['products']> = (value, path) => {
  const found = record({ sides: list(count), ms: list(ms) })(value, path);
  const { sides, ms: times } = found;
  const rises = sides.every((side, i) => side > (sides[i - 1] ?? 0));
  return rises && sides.length > 1 && times.length === sides.length ** 3
    ? found
    : refuse(path, 'a cube of times', value);
};

const fields = {
  perCallMs: ms,
  whole: wholes,
  rowMs: record({ elementwise: ms, copy: ms, fold: ms, blocks: ms }),
  across: record({ elementwise: curve, fold: curve }),
  products,
  distance: curve,
};

/** @throws Malformed */
export const parseCallCosts: Parser<CallCosts> = record<CallCosts>(fields);

/** Costs as a file has them. @throws Malformed */
export const parseCosts: Parser<EngineCosts> = record<EngineCosts>({
  formatVersion: exactly(1),
  measuredOn: record({ engine: text, device: text, processor: text, cores: count, node: text, version: text }),
  readyMs: ms,
  ...fields,
});
