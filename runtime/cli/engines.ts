import { NodeLearnerPool } from '../node/nodeLearnerPool';
import type { EngineReport } from '../protocol/engine';
import { passedOverText } from '../words/engineWords';
import { UsageError } from './usage';

/** `auto` takes the fastest that computes rightly here; the others are for everything, checks included. */
const always = ['auto', 'cpu', 'javascript'];

/** A process is started with the addon, which tries it out. */
export async function reportOfNative(distDir: string): Promise<EngineReport> {
  const pool = new NodeLearnerPool({ distDir, ready: 0 });
  try {
    const { engine } = await pool.take({ memoryLimitMB: 1024, engine: 'native' });
    return engine ?? { name: 'cpu', detail: '', passedOver: [] };
  } finally {
    await pool.dispose();
  }
}

/** The engine that was asked for, if this machine has it; otherwise a `UsageError` that names those it has. */
export async function readEngine(text: string | undefined, distDir: string): Promise<string> {
  const engine = text ?? 'auto';
  if (always.includes(engine)) return engine;
  const native = await reportOfNative(distDir);
  const available = native.name === 'native' ? [...always, 'native'] : always;
  if (available.includes(engine)) return engine;
  const why = engine === 'native' ? native.passedOver.map((one) => `: ${passedOverText(one, 'en')}`).join('') : '';
  throw new UsageError(`--engine ${engine} is not available${why}; available: ${available.join(', ')}`);
}
