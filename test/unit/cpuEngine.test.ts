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
