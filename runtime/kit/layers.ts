import type { NDArray } from '../np/np';
import type { Draw } from './draw';

/** A layer as the author of a check sees it: `T` stands for an array that it will give. */
interface Bare<T> {
  forward(x: NDArray): T;
  backward(dout: NDArray): T;
}

/** A layer with weights. */
interface Weighted<T> extends Bare<T> {
  dW: T;
  db: T;
}

/** Each of `xs` forward, then each of `douts` back: all that came out, in this order. */
export const thereAndBack = <T>(layer: Bare<T>, xs: NDArray[], douts: NDArray[]): T[] => [
  ...xs.map((x) => layer.forward(x)),
  ...douts.map((dout) => layer.backward(dout)),
];

/** Rows of scores, and the right class of each: a label, or a one-hot row. */
export const scoredRows = (
  d: Draw,
  [N = d.dim(), C = d.int(2, 5)]: readonly number[] = [],
  form: 'labels' | 'oneHot' = 'labels',
) => ({ x: d.normal([N, C]), t: d[form](N, C) });

interface LossLayer<L, D> {
  forward(x: NDArray, t: NDArray): L;
  backward(): D;
}

interface Rows {
  x: NDArray;
  t: NDArray;
}

/** One batch through a loss and back. */
export const passLoss = <L, D>(layer: LossLayer<L, D>, { x, t }: Rows) => ({
  loss: layer.forward(x, t),
  dx: layer.backward(),
});

/** The same, as a gradient check wants it. */
export function lossGradients<L, D>(layer: LossLayer<L, D>, rows: Rows) {
  const { loss, dx } = passLoss(layer, rows);
  return { loss, of: { x: dx } };
}

/** What goes into a layer, and what comes back to it. */
interface Flow {
  x: NDArray;
  dout: NDArray;
}

/** One batch forward and back: the output, the gradient for the input, and the gradients that the layer keeps. */
export const pass = <T>(layer: Weighted<T>, { x, dout }: Flow) => ({
  y: layer.forward(x),
  dx: layer.backward(dout),
  dW: layer.dW,
  db: layer.db,
});

/** The same, as a gradient check wants it: what the layer says of sum(y * dout). */
export function gradientsOf<T>(layer: Weighted<T>, flow: Flow) {
  const { y, dx, dW, db } = pass(layer, flow);
  return { loss: [y, flow.dout] as const, of: { x: dx, W: dW, b: db } };
}

/**
 * Images, filters that fit into them, and a gradient for what they give. Where the stride does not go into what is left
 * beside a filter, the last pixels are never met.
 */
export function imagesAndFilters(d: Draw, stride: number, pad: number, size?: number) {
  const dim = (max: number) => size ?? d.dim(max);
  const [N, C, FN, FH, FW] = [dim(2), dim(2), dim(3), dim(3), dim(2)];
  const [H, W] = [FH + dim(3) - 1, FW + dim(4) - 1];
  const places = (length: number, filter: number) => Math.floor((length + 2 * pad - filter) / stride) + 1;
  return {
    x: d.normal([N, C, H, W]),
    W: d.normal([FN, C, FH, FW]),
    b: d.normal([FN]),
    dout: d.normal([N, FN, places(H, FH), places(W, FW)]),
  };
}
