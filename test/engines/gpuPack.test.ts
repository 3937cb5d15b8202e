import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stage } from '../../build/gpuPack.mjs';

const run = promisify(execFile);

/** As on a machine that has neither Node nor npm, nor a graphics card. */
describe.skipIf(process.platform === 'win32')('what is packed for a machine with a graphics card', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'dojo-test-gpu-pack-'));
    stage(folder);
    const none = path.join(folder, 'none');
    env = { PATH: '/bin', HOME: none, VK_DRIVER_FILES: none, VK_ICD_FILENAMES: none };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('writes its page', async () => {
    await run(path.join(folder, 'run'), ['--only', 'nothing', '--write', 'page.md'], { env });
    const page = await readFile(path.join(folder, 'page.md'), 'utf8');
    expect(page).toMatch(/- engine webgpu: /);
    expect(page).toContain('## Steps of training');
  });

  it('can be tested there', async () => {
    const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
    const args = ['run', '--config', 'test/engines/vitest.config.ts', 'kernelPairs'];
    const { stdout } = await run(path.join(folder, 'bin/node'), [vitest, ...args], { cwd: folder, env });
    expect(stdout).toMatch(/Tests .*passed/);
  });
});
