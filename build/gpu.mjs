#!/usr/bin/env node
// On a machine with a graphics card: the contract and the memory tests of the engines on it, and what steps of training take there beside
// `native` and PyTorch; all of it is written into docs/gpu.md.
// usage: npm run gpu -- --pack gpu.tar.xz; on a machine that reaches no network: tar xf gpu.tar.xz && ./run
//        npm run gpu [-- --tfjs /folder/of/the/package --torch /python/with/torch --only "mlp 50,lenet" --rounds 5 --write docs/gpu.md]
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from './gpuPack.mjs';
import { installPackages, root } from './install.mjs';

const { values } = parseArgs({
  options: {
    tfjs: { type: 'string', default: process.env.TENSOR_DOJO_TFJS },
    torch: { type: 'string' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'string', default: 'docs/gpu.md' },
    pack: { type: 'string' },
    built: { type: 'boolean', default: false },
  },
});

await installPackages();
if (!values.built) execFileSync(process.execPath, [path.join(root, 'build/build.mjs')], { stdio: 'inherit' });
if (values.pack !== undefined) {
  pack(values.pack);
  process.exit(0);
}
// What the system itself names, and not the driver that plays a card for the tests.
const env = { ...process.env, DOJO_GPU: 'system', ...(values.tfjs && { TENSOR_DOJO_TFJS: path.resolve(values.tfjs) }) };

const { findings } = JSON.parse(program('dist/tensor-dojo.mjs', ['doctor', '--json']).stdout);
const engines = findings.filter(({ name }) => /^engine (webgpu|tfjs-node-gpu)$/.test(name));
for (const { name, state, detail } of engines) console.log(`${name}: ${state === 'ready' ? '' : 'absent: '}${detail}`);

const tests = engines
  .filter(({ state }) => state === 'ready')
  .map(({ name }) =>
    name.endsWith('webgpu')
      ? proved('webgpu', ['webgpu', 'contract', 'deviceNets', 'deviceMemory'], 'webgpu|WebGPU')
      : proved('tfjs-node-gpu', ['device', 'contract'], 'tfjs-node-gpu|TensorFlow'),
  );
const options = [
  '--only',
  values.only,
  '--rounds',
  values.rounds,
  ...(values.tfjs ? ['--tfjs', path.resolve(values.tfjs)] : []),
];
const torch = values.torch ? ['--torch', values.torch] : [];
const measured = program('build/bench.mjs', ['gpu', ...options, ...torch], 'inherit').stdout;

const page = [
  '# On the graphics card',
  'Written by `npm run gpu` on the machine that it names. Milliseconds for one step of training, of nets as learners write them.',
  driver(),
  engines.map(({ name, state, detail }) => `- ${name}: ${state === 'ready' ? detail : `absent: ${detail}`}`).join('\n'),
  ...(tests.length > 0 ? ['## Contract and memory', tests.map((line) => `- ${line}`).join('\n')] : []),
  '## Steps of training',
  measured.trim(),
];
writeFileSync(path.resolve(root, values.write), `${page.filter(Boolean).join('\n\n')}\n`);
console.log(`written: ${values.write}`);
process.exitCode = tests.some((line) => line.includes('FAILED')) ? 1 : 0;

/** What of these suites is about one engine, in a line. */
function proved(engine, files, about) {
  const args = ['run', '--config', 'test/engines/vitest.config.ts', '--testNamePattern', about, ...files];
  const { status, stdout } = program('node_modules/vitest/vitest.mjs', args);
  const [, tally = 'no result'] = /Tests\s+(.*)/.exec(plain(stdout)) ?? [];
  const line = `${engine}: ${status === 0 ? '' : 'FAILED: '}${tally.trim()}`;
  console.log(line);
  if (status !== 0)
    console.error(
      plain(stdout)
        .split('\n')
        .filter((text) => /FAIL|Error:/.test(text))
        .slice(0, 20)
        .join('\n'),
    );
  return line;
}

function driver() {
  const found = spawnSync('nvidia-smi', ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'], {
    encoding: 'utf8',
  });
  return found.status === 0 ? `Card and driver: ${found.stdout.trim().split('\n').join('; ')}` : '';
}

function program(file, args, stderr = 'pipe') {
  const run = spawnSync(process.execPath, [path.join(root, file), ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', stderr],
  });
  return { status: run.status, stdout: run.stdout };
}

function plain(text) {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001B\[[0-9;]*m/g, '');
}
