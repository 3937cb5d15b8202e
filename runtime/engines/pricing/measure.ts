import { callKinds, type CallKind } from '../../protocol/pricing';
import type { Engine } from '../engine';
import type { CallCosts } from './costs';
import { at, rising, type Curve } from './curve';
import { ProbePlan, type Sized } from './probePlan';
import { Probes } from './probes';
import { usual, type Probe, type Stopwatch } from './stopwatch';

/** As scores of so many classes, pixels written twice each way, and pooling by the mean. */
const shortRows = { count: 1600, length: 10 };
const pairs = { count: 8192, length: 2 };
const blocksSide = 64;
/** Arrays of a megabyte, so many bytes of them together: one pair, and more than caches hold. */
const eachInTurn = 262_144;
const togetherBytes = [2, 8, 32, 64].map((mb) => mb * 2 ** 20);

type Measured = Omit<CallCosts, 'perCallMs'>;

/** Times one engine's calls. */
export function measure(engine: Engine, watch: Stopwatch): Measured {
  const plan = new ProbePlan(new Probes(engine), watch);
  const whole = callKinds.map((kind) => [kind, plan.whole(kind)] as const);
  const rows = plan.timed((probes) => probes.rows(shortRows.count, shortRows.length));
  const repeated = plan.timed((probes) => probes.repeated(pairs.count, pairs.length));
  const foldedRows = plan.timed((probes) => probes.foldedRows(shortRows.count, shortRows.length));
  const foldedBlocks = plan.timed((probes) => probes.foldedBlocks(blocksSide));
  const across = plan.squares((probes, side) => probes.across(side));
  const foldedAcross = plan.squares((probes, side) => probes.foldedAcross(side));
  const distance = togetherBytes.map(
    (bytes) => [bytes, plan.timed((probes) => probes.inTurn(eachInTurn, bytes))] as const,
  );
  const products = plan.products();
  plan.sample();

  const curves = Object.fromEntries(whole.map(([kind, probes]) => [kind, curveOf(probes)])) as Record<CallKind, Curve>;
  const rowMs = (probe: Probe, like: CallKind, count: number, length: number) =>
    Math.max(0, usual(probe.samples) - at(curves[like], count * length)) / count;
  return {
    whole: curves,
    rowMs: {
      elementwise: rowMs(rows, 'arithmetic', shortRows.count, shortRows.length),
      copy: rowMs(repeated, 'copy', pairs.count, pairs.length),
      fold: rowMs(foldedRows, 'reduce', shortRows.count, shortRows.length),
      blocks: rowMs(foldedBlocks, 'reduce', 2 * blocksSide ** 2, 2),
    },
    across: { elementwise: curveOf(across), fold: curveOf(foldedAcross) },
    products: products(),
    distance: furtherOf(distance),
  };
}

function curveOf(probes: Sized): Curve {
  return rising(probes.map(([size, probe]) => [size, usual(probe.samples)]));
}

/** Of sums over ever more arrays, what each megabyte takes longer than where there is but one pair. */
function furtherOf(distance: Sized): Curve {
  const [first] = distance;
  const mb = (eachInTurn * 12) / 2 ** 20;
  return rising(
    distance.map(([bytes, probe]) => [bytes, Math.max(0, usual(probe.samples) - usual(first![1].samples)) / mb]),
  );
}
