import { program } from './operations';
import { serve } from './peer';

await serve((run) => {
  if (run.op === 'net' && run.net !== 'mlp' && run.net !== 'batchNorm') return undefined;
  const call = program(run);
  return call && { call };
});
