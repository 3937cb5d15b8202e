import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Case } from './cases';
import type { Answer } from './runCase';

interface RawArray {
  dtype: string;
  shape: number[];
  bytes: string;
}
type Raw = RawArray | { several: Raw[] } | { text: string } | { error: string; message: string };

/** A Python that has NumPy 2, or why there is none. */
export function findPython(): { python: string } | { missing: string } {
  const own = join(
    import.meta.dirname,
    '../../.test/python',
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  );
  for (const python of [process.env.DOJO_PYTHON, own, 'python3']) {
    if (python === undefined) continue;
    const { status, stdout } = spawnSync(python, ['-c', 'import numpy; print(numpy.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0 && Number.parseInt(stdout, 10) >= 2) return { python };
  }
  return { missing: 'no Python with NumPy 2 (DOJO_PYTHON, .test/python or python3)' };
}

/** All cases in one process. */
export function askNumpy(python: string, cases: readonly Case[]): Answer[] {
  const { stdout, stderr, status } = spawnSync(python, [join(import.meta.dirname, 'numpyOracle.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`the oracle ended with ${status}: ${stderr}`);
  return (JSON.parse(stdout) as Raw[]).map(decode);
}

function decode(raw: Raw): Answer {
  if ('error' in raw) return { kind: 'threw', message: `${raw.error}: ${raw.message}` };
  if ('several' in raw) return { kind: 'several', items: raw.several.map(decode) };
  if ('text' in raw) return { kind: 'text', text: raw.text };
  const bytes = Uint8Array.from(Buffer.from(raw.bytes, 'base64'));
  const values = raw.dtype === 'bool' ? bytes : new Float64Array(bytes.buffer);
  return { kind: 'array', dtype: raw.dtype, shape: raw.shape, values: [...values] };
}
