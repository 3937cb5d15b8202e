#!/usr/bin/env node
// Runs one benchmark of test/bench against what is built in dist/.
// usage: node build/bench.mjs arrays [options], node build/bench.mjs auto [options], node build/bench.mjs check
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { installPackages, root } from './install.mjs';
import { findPython } from './python.mjs';

const folder = path.join(root, 'test/bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => path.basename(file, '.bench.ts'));
const name = process.argv[2];
if (!names.includes(name)) {
  console.error(`Which benchmark? There are: ${names.join(', ')}`);
  process.exit(2);
}
await installPackages();
const outfile = path.join(root, '.test', 'bench', `${name}.mjs`);
await esbuild.build({
  entryPoints: [path.join(folder, `${name}.bench.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['esbuild'],
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
});
const python = await findPython();
const env = { ...process.env, DOJO_ROOT: root, ...(python && { DOJO_PYTHON: python }) };
process.exitCode =
  spawnSync(process.execPath, [outfile, ...process.argv.slice(3)], { stdio: 'inherit', env }).status ?? 1;
