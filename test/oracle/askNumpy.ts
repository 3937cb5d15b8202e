import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Case } from './caseParts';
import type { Answer } from './runCase';

interface RawArray {
  dtype: string;
  half?: true;
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

/** One Python process with NumPy; it answers a case for each line. */
export class Numpy {
  readonly #process;
  readonly #waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = [];
  #stderr = '';

  constructor(python: string) {
    this.#process = spawn(python, [join(import.meta.dirname, 'numpyOracle.py')]);
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.#waiting.shift()?.resolve(decode(JSON.parse(line) as Raw));
    });
    const gone = (what: string) => {
      for (const { reject } of this.#waiting.splice(0))
        reject(new Error(`the oracle ended (${what}): ${this.#stderr}`));
    };
    this.#process.on('error', (error) => gone(error.message)).on('close', (code) => gone(String(code)));
    this.#process.stdin.on('error', () => {});
  }

  answer(each: Case): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(`${JSON.stringify(each)}\n`);
    });
  }

  end(): void {
    this.#process.stdin.end();
  }
}

function decode(raw: Raw): Answer {
  if ('error' in raw) return { kind: 'threw', message: `${raw.error}: ${raw.message}` };
  if ('several' in raw) return { kind: 'several', items: raw.several.map(decode) };
  if ('text' in raw) return { kind: 'text', text: raw.text };
  const bytes = Uint8Array.from(Buffer.from(raw.bytes, 'base64'));
  const values = raw.dtype === 'bool' ? bytes : new Float64Array(bytes.buffer);
  return { kind: 'array', dtype: raw.dtype, half: raw.half === true, shape: raw.shape, values: [...values] };
}
