import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quietly, runCommand, step } from './command.mjs';
import { prepareHost } from './host.mjs';
import { installPackages, root } from './install.mjs';
import { freePort, startServer, workbenchUrl } from './server.mjs';

const windows = process.platform === 'win32';
const workspace = join(root, 'dojo-workspace');
const home = join(root, '.dojo-home');
/** What desktop VS Code starts with. */
const settings = { 'workbench.colorTheme': 'Default Dark Modern' };
/** The same address each time, where it is free: the browser keeps the layout of the workbench by address. */
const usualPort = 8137;

async function main() {
  const { values } = parseArgs({ options: { web: { type: 'boolean', default: false } } });
  await installPackages();
  await quietly('Building Tensor Dojo', () =>
    runCommand(process.execPath, ['build/build.mjs'], { cwd: root, quiet: true }),
  );
  await compileKernels();
  if (!existsSync(workspace)) {
    const create = ['dist/tensor-dojo.mjs', 'workspace', workspace];
    await quietly('Creating ./dojo-workspace', () => runCommand(process.execPath, create, { cwd: root, quiet: true }));
  }
  if (!values.web && (await openDesktop())) return;
  await openWeb();
}

/** Training is fastest on machine code. Where it cannot be made, that is one line, and everything goes on. */
async function compileKernels() {
  const { code, output } = await step('Compiling the kernels', () =>
    runCommand(process.execPath, ['build/native.mjs'], { cwd: root, quiet: true }),
  );
  const [line] = output.trim().split('\n');
  if (code !== 0 || line.startsWith('No ')) console.log(line);
}

/** Opens VS Code where `code` is on PATH and new enough. */
async function openDesktop() {
  const { code, output } = await runCommand('code', ['--version'], { quiet: true, shell: windows });
  if (code !== 0) return false;
  const version = output.trim().split('\n')[0].trim();
  const [major, minor] = version.split('.').map(Number);
  if (!(major > 1 || (major === 1 && minor >= 100))) {
    console.log(`VS Code ${version} is too old for Tensor Dojo (1.100 or later); opening it in the browser instead.`);
    return false;
  }
  const quoted = (text) => (windows ? `"${text}"` : text);
  const args = [quoted(`--extensionDevelopmentPath=${root}`), quoted(workspace)];
  const opened = await step('Opening VS Code', () => runCommand('code', args, { shell: windows }));
  if (opened.code === 0) console.log(`Tensor Dojo is open in VS Code ${version}.`);
  return opened.code === 0;
}

/** Serves the web workbench until Ctrl+C. */
async function openWeb() {
  await prepareHost();
  const server = await step('Starting VS Code in the browser', async () =>
    startServer({ home, settings, port: await freePort(usualPort), token: ownToken() }),
  );
  const address = workbenchUrl(server, { folder: workspace, extension: root });
  console.log(`\nTensor Dojo is at ${address}\n\nCtrl+C ends it.`);
  openBrowser(address);
  await server.ended;
  process.exitCode = 1;
  console.error(`The VS Code server has ended.\n${server.log()}`);
}

/** Keeps others on this machine out; kept, so that an open tab survives a restart. */
function ownToken() {
  const file = join(home, 'token');
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}

function openBrowser(address) {
  const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (process.env.CI || noDisplay) return;
  const [file, ...args] = {
    darwin: ['open', address],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', address],
  }[process.platform] ?? ['xdg-open', address];
  spawn(file, args, { stdio: 'ignore', detached: true })
    .on('error', () => {}) // The address is printed all the same.
    .unref();
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
