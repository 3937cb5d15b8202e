import { IdxError, readIdx } from './idx';

/** Images and their labels, ready to learn from. */
export interface LabelledDigits {
  /** count x pixels, row-major; 0 is clean paper, 1 full ink. */
  readonly x: Float32Array;
  readonly labels: Uint8Array;
  readonly count: number;
  /** Pixels per image. */
  readonly pixels: number;
}

/** Reads a pair of IDX files, of Dojo Digits or of MNIST alike. */
export function loadDigits(files: { readonly images: Uint8Array; readonly labels: Uint8Array }): LabelledDigits {
  const images = readBytes('images', files.images, 3);
  const labels = readBytes('labels', files.labels, 1);
  const [count, height, width] = images.shape;
  if (labels.data.length !== count) throw new IdxError(`${count} images, but ${labels.data.length} labels`);
  const stray = labels.data.find((label) => label > 9);
  if (stray !== undefined) throw new IdxError(`labels: ${stray} is not a digit`);
  const x = new Float32Array(images.data.length);
  for (let i = 0; i < x.length; i++) x[i] = images.data[i] / 255;
  return { x, labels: labels.data, count, pixels: height * width };
}

function readBytes(name: string, file: Uint8Array, rank: number): { shape: readonly number[]; data: Uint8Array } {
  const { shape, data } = readIdx(file);
  if (shape.length !== rank)
    throw new IdxError(`${name}: rank ${rank} expected, but the file has rank ${shape.length}`);
  if (!(data instanceof Uint8Array))
    throw new IdxError(`${name}: bytes expected, but the file holds ${data.constructor.name}`);
  return { shape, data };
}
