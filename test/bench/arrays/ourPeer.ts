import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startKernels } from '../../../runtime/engines/cpu/kernelMemory';
import { dtypeCodes } from '../../../runtime/engines/kernelCodes';
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
/** A round is twelve multiplies and twelve adds of vectors of 16 bytes. */
const peakFlops = (dtype: Float): number => (rounds * 24 * 16) / (dtype === 'float64' ? 8 : 4);

function peak(dtype: Float): (() => number) | undefined {
  if (name !== 'cpu') return undefined;
  const { run } = startKernels(new WebAssembly.Module(readFileSync(engineFiles(dist).kernels)));
  return () => run.peak(dtypeCodes[dtype], rounds);
}

await serve((run) => {
  const call = run.op === 'peak' ? peak(run.dtype) : program(run);
  return call && { call, ...(run.op === 'peak' && { flops: peakFlops(run.dtype) }) };
});
