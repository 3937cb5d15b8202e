import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnerLaunch, thisProgram } from '../../runtime/node/launchPlan';
import { webgpuFiles } from '../../runtime/node/webgpuFiles';
import { findTestGpu } from '../gpu/vulkan';
import { webgpuDist } from '../gpu/webgpuEngine';
import { bundleCode, type TestDist } from '../process/bundle';

// The real thing: Dawn and tf.js in a thread, on SwiftShader where there is no GPU. Each program has a process of its own.
const gpu = findTestGpu();
/** This Node, and others whose paths DOJO_NODES lists, as PATH does. */
const nodes = [process.execPath, ...(process.env['DOJO_NODES']?.split(path.delimiter) ?? [])];

let dist: TestDist;
beforeAll(async () => {
  dist = await webgpuDist();
});
afterAll(() => dist.remove());

interface Ended {
  code: number | null;
  signal: string | null;
  said: string;
  errors: string;
}

/** Runs Node to its end; it is killed, and its signal says so, when it takes longer than anything here may. */
function run(command: string, args: string[], env: Record<string, string>, kill?: NodeJS.Signals): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      timeout: 30_000,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '',
      errors = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (kill) child.kill(kill);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    child.on('close', (code, signal) => resolve({ code, signal, said, errors }));
  });
}

const opening = `
  import { writeSync } from 'node:fs';
  import { openWebgpuDevice } from '../../runtime/node/webgpuDevice';
  import { webgpuFiles } from '../../runtime/node/webgpuFiles';
  // Dawn says things of its own.
  const say = (what) => writeSync(1, '> ' + JSON.stringify(what) + '\\n');
  const files = webgpuFiles(import.meta.dirname);
  const target = (id, length, dtype = 'float32') => ({ id, dtype, length });
  const layout = (id, shape, dtype = 'float32') => ({
    id, offset: 0, shape, dtype, strides: shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1)),
  });
  const upload = (id, elements, dtype) => device.submit({ do: 'upload', elements, out: target(id, elements.length, dtype) });
  const add = (x, y, out, shape) => device.submit({
    do: 'binary', op: 'add', x: layout(x, shape), y: layout(y, shape), shape, out: target(out, shape.reduce((a, b) => a * b, 1)),
  });
  const lossOf = (action) => { try { action(); return null; } catch ({ name, why, message }) { return { name, why, message }; } };
  const open = (given = files, options) => openWebgpuDevice(given, options);
`;

let programs = 0;
async function program(code: string): Promise<string> {
  const file = path.join(dist.distDir, `program${programs++}.mjs`);
  await bundleCode(`${opening}\n${code}`, file);
  return file;
}

/** What a program says, line by line. */
async function answers(code: string, env = gpu.env, node = process.execPath): Promise<unknown[]> {
  const { code: exit, signal, said, errors } = await run(node, [await program(code)], env);
  expect({ exit, signal }, errors).toEqual({ exit: 0, signal: null });
  return said
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('> '))
    .map((line) => JSON.parse(line.slice(2)) as unknown);
}

/** A thread in which `befalls` happens to the GPU before the third command. */
async function threadWhere(befalls: string): Promise<string> {
  const file = path.join(dist.distDir, 'webgpu', `thread${programs++}.mjs`);
  await bundleCode(
    `import { serve } from '../../runtime/node/webgpuThread';
     import { GpuWork } from '../../runtime/node/webgpuWork';
     let count = 0;
     await serve(async (dawn, fail) => {
       const work = await GpuWork.open(dawn, fail);
       const { device } = work.gpu;
       const run = (entry) => { if (++count === 3) { ${befalls} } return work.run(entry); };
       return { about: work.about, run, rest: () => work.rest() };
     });`,
    file,
  );
  return file;
}

describe.skipIf(gpu.missing)(`a GPU in a thread${gpu.missing ? `: ${gpu.missing}` : ''}`, () => {
  it.each(nodes)('computes, on %s', async (node) => {
    const [description, sum, truths] = await answers(
      `const device = open();
       say(device.description);
       const x = new Float32Array(6000).fill(2);
       upload(1, x);
       x.fill(5);
       add(1, 1, 2, [60, 100]);
       const sum = device.read(layout(2, [6000]));
       sum.fill(0, 1);
       say([...new Set(sum), ...device.read(layout(2, [1]))]);
       upload(3, Uint8Array.of(1, 0, 1), 'bool');
       upload(4, Int32Array.of(-5, 0, 7), 'int32');
       device.flush();
       say([...device.read(layout(3, [3], 'bool')), ...device.read(layout(4, [3], 'int32'))]);`,
      gpu.env,
      node,
    );
    expect(description).toMatch(/\w/);
    expect(sum).toEqual([4, 0, 4]);
    expect(truths).toEqual([1, 0, 1, -5, 0, 7]);
  });

  it.each([
    ['is lost', 'device.destroy();', 'lost', /destroyed/],
    ['finds a mistake', 'device.createBuffer({ size: 2 ** 44, usage: 128 });', 'lost', /exceeds/],
    ['finds one later', 'queueMicrotask(() => device.queue.submit([null]));', 'lost', /./],
  ])('says so when it %s', async (_, befalls, why, message) => {
    const worker = await threadWhere(befalls);
    const found = await answers(
      `const calls = [
         () => device.read(layout(2, [3])),
         () => device.flush(),
         () => { for (const end = Date.now() + 5000; Date.now() < end; ) add(1, 1, 2, [3]); },
       ];
       let device;
       for (const call of calls) {
         device = open({ ...files, worker: ${JSON.stringify(worker)} });
         upload(1, Float32Array.of(1, 2, 3));
         add(1, 1, 2, [3]);
         add(1, 1, 2, [3]);
         say(lossOf(call));
       }`,
    );
    for (const loss of found)
      expect(loss).toEqual({ name: 'DeviceLost', why, message: expect.stringMatching(message) as string });
    expect(found).toHaveLength(3);
  });

  it('says so when it has no room', async () => {
    const [loss] = await answers(
      `const device = open();
       upload(1, Float32Array.of(1));
       const wide = { ...layout(1, [1 << 30]), strides: [0] };
       device.submit({ do: 'unary', op: 'negative', x: wide, out: target(2, 1 << 30) });
       device.submit({ do: 'copy', x: wide, out: layout(2, [1 << 30]) });
       say(lossOf(() => device.read(layout(2, [1]))));`,
    );
    expect(loss).toMatchObject({ name: 'DeviceLost', why: 'outOfMemory' });
  });
});

describe.skipIf(gpu.missing)(`where no GPU opens${gpu.missing ? `: ${gpu.missing}` : ''}`, () => {
  const refusal = `
    try { open(given); say(null); } catch ({ name, why, message }) { say({ why, message }); }
  `;
  it('names the file that is missing', async () => {
    expect(await answers(`const given = { ...files, dawn: files.dawn + '.not' }; ${refusal}`)).toEqual([
      { why: 'notBuilt', message: 'dawn.node.not' },
    ]);
  });

  it('says what the loader says of a broken one', async () => {
    const broken = path.join(dist.distDir, 'webgpu', 'broken.node');
    await writeFile(broken, 'nonsense');
    const [found] = await answers(`const given = { ...files, dawn: ${JSON.stringify(broken)} }; ${refusal}`);
    expect(found).toMatchObject({ why: 'didNotLoad', message: expect.stringContaining('broken.node') as string });
  });

  it.runIf(process.platform === 'linux')('says that there is no driver', async () => {
    const none = { VK_DRIVER_FILES: '/nowhere.json', VK_ICD_FILENAMES: '/nowhere.json' };
    expect(await answers(`const given = files; ${refusal}`, none)).toEqual([
      { why: 'didNotLoad', message: 'Vulkan offers no GPU: no driver of one is installed' },
    ]);
  });
});

describe.skipIf(gpu.missing)(`a process with a GPU ends${gpu.missing ? `: ${gpu.missing}` : ''}`, () => {
  const busy = `
    const device = open();
    upload(1, new Float32Array(1 << 16));
    for (let i = 0; i < 300; i++) add(1, 1, 2 + (i % 5), [1 << 16]);
  `;
  it.each(
    nodes.flatMap(
      (node) =>
        [
          ['by itself', node, busy, 0],
          ['by exit in the middle of its work', node, `${busy} process.exit(7);`, 7],
          ['by an error', node, `${busy} throw new Error('mine');`, 1],
          ['when its GPU was lost', node, `${busy} try { device.read(layout(99, [1])); } catch {} process.exit(3);`, 3],
          [
            'when it gives its GPU up',
            node,
            `${busy} await device.end(); setInterval(() => {}, 1e6); process.exit(0);`,
            0,
          ],
        ] as const,
    ),
  )('%s, on %s', async (_, node, code, exit) => {
    const file = await program(code);
    for (let round = 0; round < 3; round++) {
      const { code, signal, errors } = await run(node, [file], gpu.env);
      expect({ code, signal }, errors).toEqual({ code: exit, signal: null });
    }
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s', async (signal) => {
    const file = await program(`${busy} say('begun'); for (;;) add(1, 1, 2, [1 << 16]);`);
    expect(await run(process.execPath, [file], gpu.env, signal)).toMatchObject({ code: null, signal });
  });

  it('though its thread hangs', async () => {
    const worker = await threadWhere('for (;;);');
    const file = await program(
      `const device = open({ ...files, worker: ${JSON.stringify(worker)} });
       for (let i = 0; i < 5; i++) upload(1, new Float32Array(1));
       process.exit(5);`,
    );
    expect(await run(process.execPath, [file], gpu.env)).toMatchObject({ code: 5, signal: null });
  });
});

describe.skipIf(gpu.missing)(`a learner's process has a GPU${gpu.missing ? `: ${gpu.missing}` : ''}`, () => {
  it.each(nodes)('under the permission model, and when the learner has replaced everything, on %s', async (node) => {
    const bundle = await program(
      `import { lockdown } from '../../runtime/node/lockdown';
       const device = open();
       // Its exit needs what is replaced below.
       const exit = process.reallyExit.bind(process);
       const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
       const basic = [Object.prototype, Function.prototype];
       lockdown({});
       const [large, small] = [new Float32Array(1000), new Float32Array([1, 2])];
       const broken = () => { throw new Error('this is the learner\\'s'); };
       const names = ownKeys(globalThis);
       for (let i = 0; i < names.length; i++) {
         const held = globalThis[names[i]];
         if ((typeof held !== 'function' && typeof held !== 'object') || held === null || held === globalThis) continue;
         const places = [held, held.prototype];
         for (let j = 0; j < 2; j++) {
           const place = places[j];
           if (!place || place === basic[0] || place === basic[1]) continue;
           const keys = ownKeys(place);
           for (let k = 0; k < keys.length; k++) {
             if (keys[k] === 'prototype' || keys[k] === 'constructor') continue;
             const { configurable, value } = getOwnPropertyDescriptor(place, keys[k]);
             if (configurable && typeof value === 'function') defineProperty(place, keys[k], { value: broken });
           }
         }
       }
       upload(1, large);
       upload(2, small);
       device.submit({ do: 'release', ids: [77] });
       device.submit({
         do: 'binary', op: 'add', shape: [2], out: target(3, 2),
         x: { id: 2, offset: 0, shape: [2], strides: [1], dtype: 'float32' }, y: 1,
       });
       const read = device.read({ id: 3, offset: 0, shape: [2], strides: [1], dtype: 'float32' });
       device.flush();
       exit(read[0] === 2 && read[1] === 3 ? 42 : 1);`,
    );
    const flags = new Set(
      node === process.execPath ? process.allowedNodeEnvironmentFlags : ['--permission', '--allow-addons'],
    );
    const { args, env } = learnerLaunch(
      { ...thisProgram(), flags },
      {
        bundle,
        folder: dist.distDir,
        heapMB: 512,
        engine: { name: 'webgpu', files: [webgpuFiles(dist.distDir).folder], addons: true },
      },
    );
    const { code, signal, errors } = await run(node, args, { ...env, ...gpu.env });
    expect({ code, signal }, errors).toEqual({ code: 42, signal: null });
  });
});
