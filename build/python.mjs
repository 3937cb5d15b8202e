import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { root } from './install.mjs';

/** A Python with NumPy 2 for the oracles; none is no mistake. */
export async function findPython() {
  const own = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const candidates = [process.env.DOJO_PYTHON, join(root, '.test', 'python', ...own), 'python3', 'python'];
  for (const python of candidates) {
    if (!python) continue;
    const { code, output } = await runCommand(python, ['-c', 'import numpy; print(numpy.__version__)'], {
      quiet: true,
    });
    if (code === 0 && Number.parseInt(output, 10) >= 2) return python;
  }
  return undefined;
}
