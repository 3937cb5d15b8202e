import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as kit from 'kit';
import * as np from 'np';
import type { NativeAddon } from '../../runtime/engines/native/addon';
import { createNativeEngine } from '../../runtime/engines/native/nativeEngine';
import { newElements } from '../../runtime/engines/javascript/hostStorage';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';
import { loadAddon, missingAddon } from '../unit/nativeAddon';

// No kernel is there for its own sake: each is reached by a function that learners call. Kernels by their names in WebAssembly and in the addon.

const images = () => np.reshape(np.arange(2 * 3 * 28 * 28).astype('float32'), [2, 3, 28, 28]);
const long = () => np.linspace(-3, 3, 5000);
const table = () => np.reshape(np.linspace(-3, 3, 6000), [60, 100]);

const pairs: { call: string; run: () => unknown; wasm: string[]; native: string[] }[] = [
  { call: 'np.exp', run: () => np.exp(long()), wasm: ['unary'], native: ['unary'] },
  { call: 'np.add', run: () => np.add(long(), long()), wasm: ['binary'], native: ['binary'] },
  { call: 'x.astype', run: () => long().astype('float32'), wasm: [], native: ['copy'] },
  { call: 'x.T.copy', run: () => table().T.copy(), wasm: ['transpose'], native: ['copy'] },
  { call: 'np.full', run: () => np.full([5000], 3), wasm: [], native: ['fill'] },
  { call: 'np.where', run: () => np.where(np.greater(long(), 0), long(), 0), wasm: ['where'], native: ['where'] },
  { call: 'np.clip', run: () => np.clip(long(), -1, 1), wasm: ['clip'], native: ['clip'] },
  { call: 'np.max along rows', run: () => np.max(table(), 1), wasm: ['reduceRows'], native: ['reduce'] },
  { call: 'np.sum', run: () => np.sum(np.ones([100_000])), wasm: ['sumBlocks', 'total'], native: ['reduce'] },
  {
    call: 'np.sum of columns',
    run: () => np.sum(table(), 0),
    wasm: ['reduceColumns', 'reduceColumnsWorkspace'],
    native: ['reduce'],
  },
  { call: 'np.argmax', run: () => np.argmax(table(), 1), wasm: ['argReduceRows'], native: ['argReduce'] },
  { call: 'np.var', run: () => np.var(table(), 1), wasm: ['momentsRows'], native: ['moments'] },
  {
    call: 'np.matmul',
    run: () => np.matmul(table(), table().T),
    wasm: ['matmul'],
    native: ['matmul'],
  },
  { call: 'np.take', run: () => np.take(table(), np.arange(50), 0), wasm: [], native: ['gather'] },
  {
    call: 'kit.addAt',
    run: () => kit.addAt(table(), np.mod(np.arange(100), 60), np.ones([100, 100])),
    wasm: [],
    native: ['scatter'],
  },
  { call: 'kit.im2col', run: () => kit.im2col(images(), 5, 5), wasm: ['im2col'], native: ['im2col'] },
  {
    call: 'kit.col2im',
    run: () => kit.col2im(kit.im2col(images(), 5, 5), [2, 3, 28, 28], 5, 5),
    wasm: ['col2im'],
    native: ['col2im'],
  },
  { call: 'kit.maxPool', run: () => kit.maxPool(images(), 2, 2), wasm: ['pool'], native: ['pool'] },
];

/** The same functions, and which of them have been called. */
function counted<T extends object>(functions: T): { functions: T; called: Set<string> } {
  const called = new Set<string>();
  const watched = Object.fromEntries(
    Object.entries(functions).map(([name, value]) => [
      name,
      typeof value !== 'function'
        ? value
        : (...args: unknown[]) => {
            called.add(name);
            return (value as (...given: unknown[]) => unknown)(...args);
          },
    ]),
  );
  return { functions: watched as T, called };
}

afterEach(() => {
  setEngine(createJavaScriptEngine());
  setDefaultFloat('float64');
});

describe('every kernel is reached by a function that learners call', () => {
  it('in WebAssembly', async () => {
    const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, '../../dist/kernels.wasm')));
    const kernels = new Set<string>();
    const { Instance } = WebAssembly;
    // The engine takes the constructor when it is loaded.
    WebAssembly.Instance = function (given: WebAssembly.Module) {
      const { functions, called } = counted(new Instance(given).exports);
      called.add = (name) => kernels.add(name) as Set<string>;
      return { exports: functions };
    } as unknown as typeof WebAssembly.Instance;
    const { createCpuEngine } = await import('../../runtime/engines/cpu/cpuEngine');
    WebAssembly.Instance = Instance;
    setEngine(createCpuEngine(() => module));
    for (const { call, run, wasm } of pairs) {
      kernels.clear();
      run();
      expect([...kernels], call).toEqual(expect.arrayContaining(wasm));
    }
    const reached = new Set([...pairs.flatMap(({ wasm }) => wasm), 'start', 'peak']);
    const all = WebAssembly.Module.exports(module).filter(({ kind }) => kind === 'function');
    expect(all.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  it(`in the addon${missingAddon ? ` (skipped: ${missingAddon})` : ''}`, (ctx) => {
    if (missingAddon) return ctx.skip(missingAddon);
    const { functions, called } = counted<NativeAddon>(loadAddon());
    setEngine(createNativeEngine({ addon: functions, fresh: newElements, threads: 1 }));
    for (const { call, run, native } of pairs) {
      called.clear();
      run();
      expect([...called], call).toEqual(expect.arrayContaining(native));
    }
    const reached = new Set([...pairs.flatMap(({ native }) => native), 'configure', 'peak', 'levels']);
    expect(Object.keys(functions).filter((name) => !reached.has(name))).toEqual([]);
  });
});
