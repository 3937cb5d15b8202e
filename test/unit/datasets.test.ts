import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadDigits } from '../../runtime/datasets/digits';
import { generateDojoDigits, idxFiles } from '../../runtime/datasets/dojoDigits';

const SIZE = 28 * 28;

const started = performance.now();
const digits = generateDojoDigits();
const seconds = (performance.now() - started) / 1000;
const files = idxFiles(digits);

function image(images: Uint8Array, i: number): Uint8Array {
  return images.subarray(i * SIZE, (i + 1) * SIZE);
}

describe('Dojo Digits', () => {
  test('are the very bytes that lessons/datasets.yaml promises', () => {
    const { datasets } = parse(readFileSync(new URL('../../lessons/datasets.yaml', import.meta.url), 'utf8'));
    const promised = datasets.find(({ name }: { name: string }) => name === 'dojo-digits');
    const inOrder: Uint8Array[] = promised.files.map((name: string) => files[name]);
    const hash = createHash('sha256');
    for (const bytes of inOrder) hash.update(bytes);
    expect(hash.digest('hex')).toBe(promised.sha256);
    expect(inOrder.reduce((sum, bytes) => sum + bytes.length, 0)).toBe(promised.bytes);
    expect(Object.keys(files)).toEqual(promised.files);
  });

  test('take seconds to draw, not minutes', () => {
    expect(seconds).toBeLessThan(5);
  });

  test.each([
    ['train', 6000],
    ['test', 1000],
  ] as const)('%s: %i digits, as many of each, in no order', (part, count) => {
    const { images, labels } = digits[part];
    expect(labels.length).toBe(count);
    expect(images.length).toBe(count * SIZE);
    const perDigit = Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
    expect(perDigit).toEqual(Array(10).fill(count / 10));
    // Of neighbours in a random order a tenth are alike.
    const alike = labels.filter((label, i) => label === labels[i + 1]).length / count;
    expect(alike).toBeGreaterThan(0.05);
    expect(alike).toBeLessThan(0.15);
  });

  test('no image comes twice, neither in a part nor in both', () => {
    const seen = new Set<string>();
    for (const { images, labels } of [digits.train, digits.test]) {
      for (let i = 0; i < labels.length; i++) seen.add(Buffer.from(image(images, i)).toString('latin1'));
    }
    expect(seen.size).toBe(7000);
  });

  test('each image has dark ink, mostly clean paper, and its weight near the middle', () => {
    const { images, labels } = digits.train;
    for (let i = 0; i < labels.length; i++) {
      let [ink, inked, darkest, x, y] = [0, 0, 0, 0, 0];
      for (const [pixel, grey] of image(images, i).entries()) {
        ink += grey;
        if (grey > 127) inked++;
        darkest = Math.max(darkest, grey);
        x += grey * ((pixel % 28) + 0.5);
        y += grey * (Math.floor(pixel / 28) + 0.5);
      }
      expect(darkest, `image ${i}`).toBeGreaterThan(190);
      expect(inked, `image ${i}`).toBeGreaterThan(20);
      expect(inked, `image ${i}`).toBeLessThan(SIZE / 2);
      expect(Math.hypot(x / ink - 14, y / ink - 14), `image ${i}`).toBeLessThan(8);
    }
  });

  test('are read back by the loader', () => {
    const loaded = loadDigits({ images: files['test-images.idx'], labels: files['test-labels.idx'] });
    expect([loaded.count, loaded.pixels]).toEqual([1000, SIZE]);
    expect(loaded.labels).toEqual(digits.test.labels);
    expect(Array.from(loaded.x.subarray(0, 3 * SIZE))).toEqual(
      Array.from(digits.test.images.subarray(0, 3 * SIZE), (grey) => Math.fround(grey / 255)),
    );
  });
});
