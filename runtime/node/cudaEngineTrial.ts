import type { CudaEngineFound } from '../protocol/cudaEngine';
import { packageFolder, parseRecord } from './cudaEngineFolder';
import { runStep } from './cudaEngineStep';

const sign = 'tensor-dojo:';

/**
 * Loads the package as an engine would and adds two numbers with it. Node 23 dropped functions of `util` that the package calls.
 */
const program = `
const util = require('node:util');
util.isArray ??= Array.isArray;
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isNumber ??= (value) => typeof value === 'number';
util.isString ??= (value) => typeof value === 'string';
const home = process.argv[1];
const tf = require(home);
const [sum] = tf.add(tf.tensor1d([1]), tf.tensor1d([2])).dataSync();
if (sum !== 3) throw new Error('1 + 2 = ' + sum);
const { binding, isUsingGpuDevice } = tf.backend();
const found = { package: require(home + '/package.json').version, tensorFlow: binding.TF_Version, onGpu: isUsingGpuDevice };
console.log('${sign}' + JSON.stringify(found));
`;

const limitMs = 180_000;

export type Trial = { found: CudaEngineFound } | { failed: string };

/** In a process of its own: machine code that does not fit ends the process that loads it. The first use of a GPU takes long. */
export async function tryEngine(
  folder: string,
  node: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<Trial> {
  const limit = AbortSignal.timeout(limitMs);
  const { code, lines } = await runStep({
    command: node,
    args: ['-e', program, packageFolder(folder)],
    cwd: folder,
    env: { ...env, TF_CPP_MIN_LOG_LEVEL: '1', TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
    signal: AbortSignal.any([signal, limit]),
    onLine,
  });
  const found = parseRecord(lines.find((line) => line.startsWith(sign))?.slice(sign.length) ?? '');
  if (found && code === 0) return { found };
  const error = lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
  return { failed: limit.aborted ? `${limitMs / 1000} s` : (error ?? `exit ${code}`) };
}
