#!/usr/bin/env node
// Packages the extension: for each platform a file of its own, so that a user downloads machine code for theirs alone. The packager itself
// (@vscode/vsce) comes from npm when it is needed.
// usage: npm run package [-- --to folder linux-x64 darwin-arm64 ...]; without platforms, for this machine
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { quietly, runCommand } from './command.mjs';
import { root } from './install.mjs';

export const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const dawn = path.join(path.dirname(createRequire(import.meta.url).resolve('webgpu')), 'dist');
const parts = ['dist', 'docs', 'l10n', 'media', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json'];

/** The extension as one platform gets it. */
export function stage(folder, platform) {
  for (const part of [...parts, '.vscodeignore', 'CHANGELOG.md', 'LICENSE'])
    cpSync(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (file) => !/\.map$|\.node$|\.dll$/.test(file),
    });
  bring(path.join(root, 'dist/native'), `tensor-dojo-${platform}.node`, path.join(folder, 'dist/native'));
  const from = path.join(dawn, platform.replace(/^darwin-.*/, 'darwin-universal'));
  for (const file of readdirSync(from)) bring(from, file, path.join(folder, 'dist/webgpu'));
}

/** Where no compiler made an addon, `cpu` serves. */
function bring(from, file, to) {
  mkdirSync(to, { recursive: true });
  if (existsSync(path.join(from, file))) cpSync(path.join(from, file), path.join(to, file));
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string', default: '.' } },
  });
  const wanted = positionals.length > 0 ? positionals : [`${process.platform}-${process.arch}`];
  const unknown = wanted.find((platform) => !platforms.includes(platform));
  if (unknown) throw new Error(`There is no platform ${unknown}; there are ${platforms.join(', ')}.`);
  await quietly('Building', () => runCommand(process.execPath, [path.join(root, 'build/build.mjs')], { quiet: true }));
  mkdirSync(values.to, { recursive: true });
  for (const platform of wanted) {
    const folder = mkdtempSync(path.join(tmpdir(), 'tensor-dojo-package-'));
    const out = path.resolve(values.to, `tensor-dojo-${platform}.vsix`);
    const args = ['--yes', '@vscode/vsce@3', 'package', '--no-dependencies', '--target', platform, '--out', out];
    try {
      stage(folder, platform);
      await quietly(`Packaging ${platform}`, () =>
        runCommand('npx', args, { cwd: folder, quiet: true, shell: process.platform === 'win32' }),
      );
      console.log(out);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] === import.meta.filename) await main();
