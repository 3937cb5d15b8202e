import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArrayValue } from '../protocol/value';
import type { Dataset } from '../judge/datasets';
import { loadDigits } from '../datasets/digits';

/** Pixels float32 in [0, 1], one image a row; labels int32. Reads the IDX files that the build drew, or that stand in their place. */
export async function readDataset(distDir: string, name: string): Promise<Dataset> {
  const file = (part: string): Promise<Uint8Array> => readFile(path.join(distDir, 'datasets', name, `${part}.idx`));
  const [trainX, trainLabels] = arrays(await file('train-images'), await file('train-labels'));
  const [testX, testLabels] = arrays(await file('test-images'), await file('test-labels'));
  return { trainX, trainLabels, testX, testLabels };
}

function arrays(images: Uint8Array, labels: Uint8Array): [ArrayValue, ArrayValue] {
  const digits = loadDigits({ images, labels });
  return [
    { kind: 'ndarray', dtype: 'float32', shape: [digits.count, digits.pixels], bytes: bytesOf(digits.x) },
    { kind: 'ndarray', dtype: 'int32', shape: [digits.count], bytes: bytesOf(Int32Array.from(digits.labels)) },
  ];
}

const bytesOf = (data: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
