import os from 'node:os';
import path from 'node:path';
import { costsFolder } from '../node/calibrationFile';
import type { JudgeFolders } from '../node/launchPlan';

/** Names the folder that TensorFlow's package was put into, where it lies elsewhere than beside this program. */
const tfjsFolder = (): string | undefined => process.env['TENSOR_DOJO_TFJS'] || undefined;

/** Of whoever only tries engines: it is for others to say which is the fastest. */
export const enginesAlone = (): JudgeFolders => ({ tfjs: tfjsFolder() });

export const judgeFolders = (): JudgeFolders => ({ ...enginesAlone(), costs: costsFolder(cacheFolder(process)) });

/** Where this system's programs keep what they can find out again. */
export function cacheFolder({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>, home = os.homedir()): string {
  switch (platform) {
    case 'win32':
      return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'tensor-dojo');
    case 'darwin':
      return path.join(home, 'Library', 'Caches', 'tensor-dojo');
    default:
      return path.join(env['XDG_CACHE_HOME'] || path.join(home, '.cache'), 'tensor-dojo');
  }
}
