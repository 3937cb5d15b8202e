import type { PoolOp, Window } from '../engines/engine';
import { windowSteps } from '../engines/windowSteps';
import { NpError, shapeText } from './errors';
import { wrap } from './handle';
import { viewFrom, type ArrayLike } from './input';
import type { NDArray } from './ndarray';
import { engine } from './settings';
import { unwritten } from './view';
import './ndarray';

// What convolutional nets are built from. The runtime's kit offers these to learners under its own names.

function steps(name: string, shape: readonly number[], window: Window): { down: number; across: number } {
  if (shape.length !== 4) throw new NpError(name, 'imagesShape', { shape: shapeText(shape) });
  const { height, width, stride, pad } = window;
  const whole =
    [height, width, stride].every((length) => Number.isInteger(length) && length > 0) &&
    Number.isInteger(pad) &&
    pad >= 0;
  const down = windowSteps(shape[2], height, window),
    across = windowSteps(shape[3], width, window);
  if (!whole || down < 1 || across < 1) {
    throw new NpError(name, 'windowMisfit', { height, width, stride, pad, shape: shapeText(shape) });
  }
  return { down, across };
}

/** (N, C, H, W) -> (N * OH * OW, C * height * width): each row is what one window sees. */
export function im2colWindows(x: ArrayLike, window: Window): NDArray {
  const name = 'im2col';
  const view = viewFrom(name, x);
  const { down, across } = steps(name, view.shape, window);
  const [images, channels] = view.shape;
  const out = unwritten(name, [images * down * across, channels * window.height * window.width], view.dtype);
  engine().im2col(view, window, out.storage);
  return wrap(out);
}

/** The transpose of `im2col`: entries that came from one pixel are added up in it. */
export function col2imWindows(columns: ArrayLike, shape: readonly number[], window: Window): NDArray {
  const name = 'col2im';
  const view = viewFrom(name, columns);
  const { down, across } = steps(name, shape, window);
  const [images, channels] = shape;
  const expected = [images * down * across, channels * window.height * window.width];
  if (shapeText(view.shape) !== shapeText(expected)) {
    throw new NpError(name, 'columnsShape', {
      shape: shapeText(shape),
      expected: shapeText(expected),
      given: shapeText(view.shape),
    });
  }
  const out = unwritten(name, [...shape], view.dtype);
  engine().col2im(view, shape, window, out.storage);
  return wrap(out);
}

/** (N, C, H, W) -> (N, C, OH, OW); with `max`, also where in its H * W plane each maximum was. */
export function poolWindows(op: PoolOp, x: ArrayLike, window: Window): { pooled: NDArray; positions: NDArray } {
  const name = op === 'max' ? 'maxPool' : 'meanPool';
  const view = viewFrom(name, x);
  const { down, across } = steps(name, view.shape, window);
  const shape = [view.shape[0], view.shape[1], down, across];
  const pooled = unwritten(name, shape, view.dtype),
    positions = unwritten(name, shape, 'int32');
  engine().pool(op, view, window, pooled.storage, positions.storage);
  return { pooled: wrap(pooled), positions: wrap(positions) };
}
