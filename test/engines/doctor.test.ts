import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineFiles } from '../../runtime/node/engineFiles';
import { findTestGpu } from '../gpu/vulkan';
import { prepareTfjsNode } from '../gpu/prepareTfjsNode.mjs';
import { root, tensorDojo, type RunOptions } from '../process/tensorDojo';

interface Finding {
  name: string;
  state: string;
  detail: string;
  next?: string;
}

const gpu = findTestGpu();
const tfjs = await prepareTfjsNode();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dojo-test-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What it says of one engine on a machine whose drivers and packages are these. */
async function asked(engine: string, { env, program }: Pick<RunOptions, 'env' | 'program'>): Promise<Finding> {
  const none = path.join(folder, 'none');
  const nothing = { VK_DRIVER_FILES: none, VK_ICD_FILENAMES: none, TENSOR_DOJO_TFJS: none };
  const ran = await tensorDojo(['doctor', '--json'], { env: { ...nothing, ...env }, ...(program && { program }) });
  expect(ran.code, ran.stderr).toBe(0);
  const { findings } = JSON.parse(ran.stdout) as { findings: Finding[] };
  return findings.find(({ name }) => name === `engine ${engine}`)!;
}

describe('doctor', () => {
  it.skipIf(process.platform !== 'linux')('without a graphics card says so, and what would help', async () => {
    const { state, detail, next } = await asked('webgpu', {});
    expect(state).toBe('absent');
    expect(detail).toMatch(/Vulkan offers no GPU|libvulkan/);
    expect(next).toMatch(/driver for Vulkan/);
  });

  it.skipIf(gpu.missing)(
    `names the card that the processor plays${gpu.missing ? `: ${gpu.missing}` : ''}`,
    async () => {
      const { state, detail, next } = await asked('webgpu', { env: gpu.env });
      expect(state).toBe('ready');
      expect(detail).toMatch(/computes rightly here: SwiftShader/);
      expect(detail).toMatch(/training passes it over/);
      expect(next).toMatch(/driver for Vulkan/);
      // Which functions its shaders get wrong is found out by asking all of them.
      expect(detail).toMatch(/handled by longer programs in .*argmax|left to the processor/);
    },
  );

  it.skipIf(process.platform !== 'linux').each([
    ['that is no JSON', 'no driver'],
    [
      'whose library is not there',
      '{"file_format_version":"1.0.0","ICD":{"library_path":"./none.so","api_version":"1.1"}}',
    ],
  ])('with a driver file %s says that there is no driver', async (_, text) => {
    const file = path.join(folder, 'broken.json');
    await writeFile(file, text);
    const { state, detail, next } = await asked('webgpu', { env: { VK_DRIVER_FILES: file, VK_ICD_FILENAMES: file } });
    expect(state).toBe('absent');
    expect(detail).toMatch(/Vulkan offers no GPU|libvulkan/);
    expect(next).toBeDefined();
  });

  it('names a package that nobody has installed, and the command that does', async () => {
    const { state, detail, next } = await asked('tfjs-node-gpu', {});
    expect({ state, detail }).toMatchObject({
      state: 'absent',
      detail: expect.stringMatching(/not installed/) as string,
    });
    expect(next).toMatch(/Install CUDA Engine/);
  });

  it('names a package that is installed by half', async () => {
    const home = path.join(folder, 'half', 'node_modules/@tensorflow/tfjs-node-gpu');
    await mkdir(path.join(home, 'dist'), { recursive: true });
    await writeFile(path.join(home, 'package.json'), '{"name":"@tensorflow/tfjs-node-gpu","main":"dist/index.js"}');
    await writeFile(path.join(home, 'dist/index.js'), "require('../lib/napi-v8/tfjs_binding.node');");
    const found = await asked('tfjs-node-gpu', { env: { TENSOR_DOJO_TFJS: path.join(folder, 'half') } });
    expect(found.state).toBe('absent');
    expect(found.detail).toMatch(/half/);
    expect(found.next).toMatch(/Install CUDA Engine again/);
  });

  it.skipIf(tfjs.why)(`names TensorFlow${tfjs.why ? `: ${tfjs.why}` : ''}`, async () => {
    const { state, detail } = await asked('tfjs-node-gpu', { env: { TENSOR_DOJO_TFJS: tfjs.folder! } });
    expect(state).toBe('ready');
    expect(detail).toMatch(/TensorFlow 2\.\d+\.\d+ on/);
  });

  it('serves a node that goes by another name', async () => {
    const program = path.join(folder, process.platform === 'win32' ? 'javascript.exe' : 'javascript');
    await copyFile(process.execPath, program);
    for (const engine of ['cpu', 'native']) {
      const { state, detail } = await asked(engine, { program });
      const built = existsSync(engineFiles(path.join(root, 'dist')).addon);
      // On Windows, machine code that asks for node.exe does not load into another program.
      if (engine === 'cpu' || (built && process.platform !== 'win32')) expect(state).toBe('ready');
      else expect(detail).toMatch(/does not load|not built/);
    }
    const tfjsFolder: Record<string, string> = tfjs.folder === undefined ? {} : { TENSOR_DOJO_TFJS: tfjs.folder };
    for (const [engine, missing] of [
      ['webgpu', gpu.missing],
      ['tfjs-node-gpu', tfjs.why],
    ] as const) {
      const { state, detail } = await asked(engine, { program, env: { ...gpu.env, ...tfjsFolder } });
      if (missing === undefined && process.platform !== 'win32') expect(state, detail).toBe('ready');
    }
  });
});
