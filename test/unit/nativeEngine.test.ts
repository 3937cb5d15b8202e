import { describe, expect, it } from 'vitest';
import type { Engine } from '../../runtime/engines/engine';
import { newElements } from '../../runtime/engines/javascript/hostStorage';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { createNativeEngine } from '../../runtime/engines/native/nativeEngine';
import { Dice } from '../oracle/dice';
import { difference, questions } from './engineContract';
import { loadAddon, missingAddon } from './nativeAddon';

const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 40);
const addon = missingAddon ? undefined : loadAddon();

/** Results are written whole: what their memory held before must not show. */
const used: typeof newElements = (dtype, length) => newElements(dtype, length).fill(77);

function engineOf(options: { level?: string; threads?: number; eager?: boolean } = {}): Engine {
  const engine = createNativeEngine({ addon: addon!, fresh: used, threads: 1, ...options });
  return { ...engine, alloc: engine.fresh };
}

describe.skipIf(missingAddon)(`the native engine${missingAddon ? `: ${missingAddon}` : ''}`, () => {
  describe.each(addon?.levels ?? [])('at level %s', (level) => {
    it.each(Object.entries(questions))('%s', (name, ask) => {
      const engine = engineOf({ level });
      const reference = createJavaScriptEngine();
      for (let seed = 0; seed < rounds; seed++) {
        const found = difference(ask(engine, new Dice(seed)), ask(reference, new Dice(seed)));
        expect(found, `${name}, seed ${seed}`).toBeUndefined();
      }
    });
  });

  it.each(Object.entries(questions))('%s is the same to the last bit on any number of threads', (name, ask) => {
    const one = engineOf({ threads: 1 });
    for (const threads of [2, 3, 5]) {
      for (let seed = 0; seed < rounds / 2; seed++) {
        const expected = ask(one, new Dice(seed));
        const engine = engineOf({ threads, eager: true });
        const found = difference({ values: ask(engine, new Dice(seed)).values }, { values: expected.values });
        expect(found, `${name}, seed ${seed}, ${threads} threads`).toBeUndefined();
      }
    }
  });
});
