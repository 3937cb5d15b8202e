import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { platforms, stage } from '../../build/package.mjs';

const dist = path.join(import.meta.dirname, '../../dist');

const missing = existsSync(path.join(dist, 'extension.cjs')) ? '' : ': nothing is built (npm run build)';

it.skipIf(missing).each(platforms)(
  `the package for %s has machine code for that platform alone${missing}`,
  async (platform) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'dojo-test-package-'));
    try {
      stage(folder, platform);
      const files = (name: string) => readdirSync(path.join(folder, 'dist', name));
      expect(files('webgpu')).toEqual(expect.arrayContaining(['dawn.node', 'webgpuWorker.mjs']));
      expect(files('webgpu').some((file) => file.endsWith('.dll'))).toBe(platform.startsWith('win32'));
      const built = existsSync(path.join(dist, 'native', `tensor-dojo-${platform}.node`));
      expect(files('native').filter((file) => file.endsWith('.node'))).toEqual(
        built ? [`tensor-dojo-${platform}.node`] : [],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
