import { foldersIn, pathsOf } from './cudaEngineMachine';
import type { CudaMachine } from './cudaEngineMachine';

/** How npm is started: as a script of the node that is used, or, where only a version manager's stand-in is found, by its name. */
export interface FoundNpm {
  command: string;
  args: string[];
  /** `npm-cli.js`, or the stand-in. */
  file: string;
}

/** The npm that came with this node, else the one on PATH. */
export async function findNpm(node: string, machine: CudaMachine): Promise<FoundNpm | undefined> {
  const { basename, dirname, join } = pathsOf(machine);
  const windows = machine.platform === 'win32';
  const asScript = (file: string): FoundNpm => ({ command: node, args: [file], file });
  const cli = join('node_modules', 'npm', 'bin', 'npm-cli.js');

  const beside = windows ? join(dirname(node), cli) : join(dirname(node), '..', 'lib', cli);
  const own = await machine.real(beside);
  if (own) return asScript(own);
  for (const folder of foldersIn(machine, 'PATH')) {
    const file = await machine.real(join(folder, windows ? cli : 'npm'));
    if (!file) continue;
    return basename(file) === 'npm-cli.js' ? asScript(file) : { command: file, args: [], file };
  }
  return undefined;
}
