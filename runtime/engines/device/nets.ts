import type { Engine } from '../engine';
import * as bounds from './bounds';
import type { Desk } from './desk';
import type { DeviceStorage } from './deviceStorage';

/** What nets are made of. */
export function nets(on: Desk): Pick<Engine, 'matmul' | 'im2col' | 'col2im' | 'pool'> {
  return {
    matmul: (x, y, out) => {
      const inner = x.shape[x.shape.length - 1];
      const found = bounds.boundsOfSum(bounds.boundsOfBinary('multiply', on.boundsOf(x), on.boundsOf(y))!, inner);
      const exact = out.dtype === 'float32' || bounds.fitsFloat(found);
      const done = on.serve(
        undefined,
        on.onDevice(x, y, out) && exact && inner > 0,
        out,
        () => ({ do: 'matmul', x: on.layout(x), y: on.layout(y), out: on.target(out) }),
        (side) => side.host.matmul(side.input(x), side.input(y), side.out(out)),
      );
      if (done) on.bounded(out, found);
    },
    im2col: (x, window, out) => {
      const done = on.serve(
        undefined,
        on.onDevice(x, out),
        out,
        () => ({ do: 'im2col', x: on.layout(x), window, out: on.target(out) }),
        (side) => side.host.im2col(side.input(x), window, side.out(out)),
      );
      if (done) on.bounded(out, bounds.union(on.boundsOf(x), bounds.exactly(0)));
    },
    col2im: (columns, shape, window, out) => {
      on.serve(
        undefined,
        on.onDevice(columns, out) && out.dtype === 'float32',
        out,
        () => ({ do: 'col2im', columns: on.layout(columns), shape, window, out: on.target(out) }),
        (side) => side.host.col2im(side.input(columns), shape, window, side.out(out)),
      );
    },
    pool: (op, x, window, out, positions) => {
      const done = on.serve(
        op === 'max' ? 'pool:max' : undefined,
        on.onDevice(x, out, positions) && (op === 'max' || out.dtype === 'float32'),
        out,
        () => ({
          do: 'pool',
          op,
          x: on.layout(x),
          window,
          out: on.target(out),
          positions: positions && on.target(positions),
        }),
        (side) => side.host.pool(op, side.input(x), window, side.out(out), positions && side.out(positions)),
      );
      if (!done) return;
      on.bounded(out, on.boundsOf(x));
      if (positions === undefined || op !== 'max') return;
      const [, , height, width] = x.shape;
      on.bounded(positions, { low: window.pad > 0 ? -1 : 0, high: height * width - 1 });
      const apart = window.stride >= Math.max(window.height, window.width) && window.pad === 0;
      if (apart) (positions as DeviceStorage).distinct = out.length / (x.shape[0] * x.shape[1]);
    },
  };
}
