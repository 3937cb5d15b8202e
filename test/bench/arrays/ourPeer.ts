import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startKernels } from '../../../runtime/engines/cpu/kernelMemory';
import { dtypeCodes } from '../../../runtime/engines/kernelCodes';
import type { NativeAddon } from '../../../runtime/engines/native/addon';
import { Words } from '../../../runtime/engines/native/words';
import { engineFiles } from '../../../runtime/node/engineFiles';
import { openEngine } from '../../../runtime/node/openEngine';
import { setDefaultFloat, setEngine } from '../../../runtime/np/settings';
import type { Float } from './cases';
import { program } from './operations';
import { serve } from './peer';

const dist = path.join(process.env['DOJO_ROOT']!, 'dist');
const [name, threads] = process.argv.slice(2) as [string, string];
const { engine, report } = openEngine(name, dist, { threads: Number(threads) });
if (report.name !== name) throw new Error(`${name}: ${report.passedOver.map(({ why, detail }) => `${why} ${detail}`)}`);
setEngine(engine);
// As the runner sets it for training.
setDefaultFloat('float32');

const rounds = 1e5;
/** A round is twelve multiplies and twelve adds of whole vectors. */
const peakOf = (bytes: number, dtype: Float): number => (rounds * 24 * bytes) / (dtype === 'float64' ? 8 : 4);
const vectorBytes: Readonly<Record<string, number>> = { v2: 16, v3: 32, v4: 64, neon: 16 };

/** One thread in registers: what two do is twice that. */
function peak(dtype: Float): { call: () => number; flops: number } | undefined {
  const code = dtypeCodes[dtype];
  if (name === 'cpu') {
    const { run } = startKernels(new WebAssembly.Module(readFileSync(engineFiles(dist).kernels)));
    return { call: () => run.peak(code, rounds), flops: peakOf(16, dtype) };
  }
  if (threads !== '1') return undefined;
  const module = { exports: {} };
  process.dlopen(module, engineFiles(dist).addon);
  const addon = module.exports as NativeAddon;
  const level = addon.configure(new Words().put(1).put(0).block);
  const { block } = new Words().put(code).put(rounds);
  return { call: () => addon.peak(block), flops: peakOf(vectorBytes[level]!, dtype) };
}

const machine = report.detail === '' ? '' : ` (${report.detail})`;
await serve(`np on ${name}${machine}, Node ${process.versions.node}`, (run) => {
  if (run.op === 'peak') return peak(run.dtype);
  const call = program(run);
  return call && { call };
});
