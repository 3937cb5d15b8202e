import { readFileSync } from 'node:fs';
import path from 'node:path';
import { program } from './operations';
import { serve } from './peer';

const file = path.join(process.env['DOJO_ROOT']!, 'node_modules/numpy-ts/package.json');
const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };

await serve(`numpy-ts ${version}`, (run) => {
  // What it does with memory is its own.
  if (run.op === 'output') return undefined;
  if (run.op === 'net' && run.net !== 'mlp' && run.net !== 'batchNorm') return undefined;
  const call = program(run);
  return call && { call };
});
