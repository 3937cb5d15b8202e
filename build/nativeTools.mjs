import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { root } from './install.mjs';

/**
 * A C compiler; where it is Zig, which builds for every platform, `zig` are the words before its own. Zig is looked for in DOJO_ZIG, in the
 * Pythons (PyPI's ziglang) and on PATH, and then whatever compiles for this machine.
 */
export async function findCompiler() {
  const own = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const pythons = [process.env.DOJO_PYTHON, join(root, '.test', 'python', ...own), 'python3', 'python'];
  const zigs = [[process.env.DOJO_ZIG], ...pythons.map((python) => [python, '-m', 'ziglang']), ['zig']];
  for (const [command, ...words] of zigs) {
    const version = command && (await answer(command, [...words, 'version'], /^\d+\.\d+\.\d+\S*$/));
    if (version) return { zig: words, command, version: `zig ${version}` };
  }
  for (const command of ['clang', 'gcc', 'cc']) {
    const version = await answer(command, ['--version'], /.*(clang|gcc|cc).*/i);
    if (version) return { command, version };
  }
  return undefined;
}

async function answer(command, args, pattern) {
  const { code, output } = await runCommand(command, args, { quiet: true });
  return code === 0 ? pattern.exec(output.trim().split('\n')[0])?.[0] : undefined;
}
