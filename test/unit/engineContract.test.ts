import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../runtime/engines/cpu/cpuEngine';
import type { Engine } from '../../runtime/engines/engine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { Dice } from '../oracle/dice';
import { difference, questions } from './engineContract';

// Plain JavaScript is the reference: it has the oracle of NumPy behind it. Every other engine answers the same questions.
const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 60);
const kernelsFile = process.env.DOJO_KERNELS ?? join(import.meta.dirname, '../../dist/kernels.wasm');

const engines: { name: string; missing?: string; create(): Engine }[] = [
  {
    name: 'cpu',
    ...(!existsSync(kernelsFile) && { missing: 'dist/kernels.wasm is not built: npm run build' }),
    create: () => createCpuEngine(() => new WebAssembly.Module(readFileSync(kernelsFile))),
  },
];

describe.each(engines)('$name', ({ missing, create }) => {
  const engine = missing === undefined ? create() : undefined;
  const reference = createJavaScriptEngine();
  it.each(Object.entries(questions))('%s', (name, ask) => {
    if (!engine) return expect.unreachable(missing);
    for (let seed = 0; seed < rounds; seed++) {
      const found = difference(ask(engine, new Dice(seed)), ask(reference, new Dice(seed)));
      expect(found, `${name}, seed ${seed}`).toBeUndefined();
    }
  });
});
