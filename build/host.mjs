import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { quietly, runCommand, runNpm, step } from './command.mjs';
import { root } from './install.mjs';
import { buildLanguagePack } from './languagePack.mjs';

/** Raised when what `prepareHost` does changes, so that an older host is prepared again. */
const revision = '3';
const languagePackPackage = '@codingame/monaco-vscode-language-pack-zh-hans@4.3.2';

/** The VS Code server and web workbench inside the npm package `code-server`. */
export const serverRoot = join(root, 'node_modules', 'code-server', 'lib', 'vscode');
/** The editor's own words in Chinese, as an unpacked extension. */
const languagePack = join(root, '.test', 'language-pack');

/**
 * Makes the VS Code server ready to run. The package is meant to be completed by its installation scripts, which we do
 * not run: its dependencies are installed here, and the two that would be compiled get a stand-in.
 */
export async function prepareHost() {
  const stamp = join(serverRoot, '.prepared');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== revision) {
    const install = ['install', '--omit=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
    for (const folder of [serverRoot, join(serverRoot, 'extensions')]) {
      await quietly('Installing the VS Code server', () => runNpm(install, { cwd: folder, quiet: true }));
    }
    const modules = join(serverRoot, 'node_modules');
    rmSync(`${modules}.asar`, { recursive: true, force: true });
    symlinkSync(modules, `${modules}.asar`, 'junction');
    const standIns = join(import.meta.dirname, 'stand-ins');
    cpSync(join(standIns, 'spdlog.cjs'), join(modules, '@vscode', 'spdlog', 'index.js'));
    cpSync(join(standIns, 'nativeWatchdog.cjs'), join(modules, 'native-watchdog', 'index.js'));
    await placeRipgrep(modules);
    writeFileSync(stamp, revision);
  }
  return serverRoot;
}

/** The server looks for ripgrep where an installation script would have put it. */
async function placeRipgrep(modules) {
  const { rgPath } = await import('@vscode/ripgrep');
  const folder = join(modules, '@vscode', 'ripgrep', 'bin');
  mkdirSync(folder, { recursive: true });
  cpSync(rgPath, join(folder, basename(rgPath)));
  chmodSync(join(folder, basename(rgPath)), 0o755);
}

/** Answers with the folder of the Chinese language pack, built on first use. */
export async function prepareLanguagePack() {
  const stamp = join(languagePack, '.prepared');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === languagePackPackage) return languagePack;
  mkdirSync(join(root, '.test'), { recursive: true });
  const folder = mkdtempSync(join(root, '.test', 'download-'));
  try {
    const pack = ['pack', '--silent', languagePackPackage];
    await quietly('Fetching the Chinese language pack', () => runNpm(pack, { cwd: folder, quiet: true }));
    const unpack = ['-xzf', readdirSync(folder)[0]];
    await quietly('Unpacking the Chinese language pack', () => runCommand('tar', unpack, { cwd: folder, quiet: true }));
    await step('Building the Chinese language pack', () =>
      buildLanguagePack(join(folder, 'package'), serverRoot, languagePack),
    );
    writeFileSync(stamp, languagePackPackage);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return languagePack;
}
