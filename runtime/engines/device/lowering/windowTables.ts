import type { Window } from '../../engine';
import { windowSteps } from '../../windowSteps';

/** Calls `visit` for each place of a window in each channel, in the order of im2col's columns; -1 is what pads the image. */
function eachPixel(
  [, channels, height, width]: readonly number[],
  window: Window,
  visit: (pixel: number, window: number, channel: number, within: number) => void,
): void {
  const down = windowSteps(height, window.height, window),
    across = windowSteps(width, window.width, window);
  for (let r = 0; r < down; r++) {
    for (let c = 0; c < across; c++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let i = 0; i < window.height; i++) {
          for (let j = 0; j < window.width; j++) {
            const y = r * window.stride - window.pad + i,
              x = c * window.stride - window.pad + j;
            const inside = y >= 0 && y < height && x >= 0 && x < width;
            const pixel = inside ? (channel * height + y) * width + x : -1;
            visit(pixel, r * across + c, channel, i * window.width + j);
          }
        }
      }
    }
  }
}

/** For each entry of an image's columns the pixel that it is; a row behind the last one stands for padding. */
export function columnSources(shape: readonly number[], window: Window): Int32Array {
  const [, channels, height, width] = shape;
  const pixels: number[] = [];
  eachPixel(shape, window, (pixel) => pixels.push(pixel < 0 ? channels * height * width : pixel));
  return Int32Array.from(pixels);
}

/** For each pixel the entries that came from it: as many layers as any pixel has, filled up with a row behind the last entry. */
export function pixelSources(shape: readonly number[], window: Window): Int32Array {
  const [, channels, height, width] = shape;
  const pixels = channels * height * width;
  const entries: number[][] = Array.from({ length: pixels }, () => []);
  let count = 0;
  eachPixel(shape, window, (pixel) => {
    if (pixel >= 0) entries[pixel].push(count);
    count++;
  });
  const layers = Math.max(1, ...entries.map((own) => own.length));
  const table = new Int32Array(layers * pixels).fill(count);
  entries.forEach((own, pixel) => own.forEach((entry, layer) => (table[layer * pixels + pixel] = entry)));
  return table;
}

/** For each place within a window, and each window, the pixel of a plane; padding stands behind the last one. */
export function windowPixels([, , height, width]: readonly number[], window: Window): Int32Array {
  const steps = windowSteps(height, window.height, window) * windowSteps(width, window.width, window);
  const table = new Int32Array(window.height * window.width * steps);
  eachPixel([1, 1, height, width], window, (pixel, at, _channel, within) => {
    table[within * steps + at] = pixel < 0 ? height * width : pixel;
  });
  return table;
}
