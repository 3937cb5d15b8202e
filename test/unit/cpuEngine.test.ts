import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../runtime/engines/cpu/cpuEngine';
import type { Engine } from '../../runtime/engines/engine';
import { newElements } from '../../runtime/engines/javascript/hostStorage';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { Dice } from '../oracle/dice';
import { difference, questions } from './engineContract';

// Plain JavaScript is the reference: it has the oracle of NumPy behind it. Every other engine answers the same questions.
const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 60);
const kernelsFile = process.env.DOJO_KERNELS ?? join(import.meta.dirname, '../../dist/kernels.wasm');

const missing = existsSync(kernelsFile) ? undefined : 'dist/kernels.wasm is not built (npm run build)';

/** Results are written whole: what their memory held before must not show. */
const used: typeof newElements = (dtype, length) => newElements(dtype, length).fill(77);

function cpuEngine(): Engine {
  const engine = createCpuEngine(() => new WebAssembly.Module(readFileSync(kernelsFile)), used);
  return { ...engine, alloc: engine.fresh };
}

describe.skipIf(missing)(`the cpu engine${missing ? `: ${missing}` : ''}`, () => {
  const reference = createJavaScriptEngine();
  it.each(Object.entries(questions))('%s', (name, ask) => {
    const engine = cpuEngine();
    for (let seed = 0; seed < rounds; seed++) {
      const found = difference(ask(engine, new Dice(seed)), ask(reference, new Dice(seed)));
      expect(found, `${name}, seed ${seed}`).toBeUndefined();
    }
  });

  it('turns a matrix that is larger than what is turned at once', () => {
    const [rows, columns] = [1000, 300];
    const elements = Float32Array.from({ length: rows * columns }, (_, i) => i % 977);
    const sums = [cpuEngine(), createJavaScriptEngine()].map((engine) => {
      const lie = { offset: 0, shape: [rows, columns], dtype: 'float32' } as const;
      const turned = { ...lie, storage: engine.upload('float32', elements), strides: [1, rows] };
      const straight = { ...lie, storage: engine.upload('float32', elements), strides: [columns, 1] };
      const out = engine.fresh('float32', rows * columns);
      engine.binary('add', turned, straight, turned.shape, out);
      return engine.read({ ...straight, storage: out });
    });
    expect(sums[0]!.findIndex((sum, i) => sum !== sums[1]![i])).toBe(-1);
  });

  it.each([
    [1000, 1, 20_000],
    [3, 1, 400_000],
    [300, 700, 5000],
    [2, 5000, 700],
    [2500, 9000, 3],
    [3000, 3, 3000],
  ])('multiplies (%i, %i) by (., %i) within its memory', (m, k, n) => {
    const engine = cpuEngine();
    for (const turned of [false, true]) {
      const matrix = (rows: number, columns: number) => ({
        storage: engine.upload(
          'float32',
          Float32Array.from({ length: rows * columns }, (_, i) => (i % 7) - 3),
        ),
        offset: 0,
        shape: [rows, columns],
        strides: turned ? [1, rows] : [columns, 1],
        dtype: 'float32' as const,
      });
      const x = matrix(m, k),
        y = matrix(k, n),
        out = engine.fresh('float32', m * n);
      engine.matmul(x, y, out);
      const [a, b] = [engine.read(x), engine.read(y)];
      for (let at = 0; at < m * n; at += Math.ceil((m * n) / 500)) {
        const i = Math.floor(at / n),
          j = at % n;
        let sum = 0;
        for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[p * n + j]!;
        expect(engine.readOne(out, at)).toBe(sum);
      }
    }
  });

  it('sees what was written into a matrix between two products', () => {
    const engine = cpuEngine();
    const y = {
      storage: engine.upload('float64', new Float64Array(60_000).fill(1)),
      offset: 0,
      shape: [200, 300],
      strides: [300, 1],
      dtype: 'float64' as const,
    };
    const x = {
      ...y,
      storage: engine.upload('float64', new Float64Array(200).fill(1)),
      shape: [1, 200],
      strides: [200, 1],
    };
    const first = (): number => {
      const out = engine.fresh('float64', 300);
      engine.matmul(x, y, out);
      return engine.readOne(out, 0);
    };
    expect(first()).toBe(200);
    engine.fill(5, { ...y, shape: [], strides: [] });
    expect(first()).toBe(204);
    engine.fill(2, { ...y, shape: [200], strides: [300] });
    expect(first()).toBe(400);
    engine.copy({ ...x, shape: [200], strides: [1] }, { ...y, shape: [200], strides: [300] });
    expect(first()).toBe(200);
    engine.scatter('set', { ...y, shape: [60_000], strides: [1] }, 1, engine.upload('int32', Int32Array.of(300)), 7);
    expect(first()).toBe(206);
  });

  it('compiles its kernels when the first large operation comes, and once', () => {
    let compiled = 0;
    const engine = createCpuEngine(() => {
      compiled++;
      return new WebAssembly.Module(readFileSync(kernelsFile));
    });
    const add = (length: number) => {
      const x = {
        storage: engine.alloc('float32', length),
        offset: 0,
        shape: [length],
        strides: [1],
        dtype: 'float32',
      } as const;
      engine.binary('add', x, 1, [length], engine.alloc('float32', length));
    };
    add(4);
    expect(compiled).toBe(0);
    add(100_000);
    add(100_000);
    expect(compiled).toBe(1);
  });
});

it('serves in plain JavaScript where WebAssembly has no vectors', () => {
  const engine = createCpuEngine(() => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 255)));
  const reference = createJavaScriptEngine();
  for (let seed = 0; seed < 20; seed++) {
    expect(
      difference(questions.add!(engine, new Dice(seed)), questions.add!(reference, new Dice(seed))),
    ).toBeUndefined();
  }
});
