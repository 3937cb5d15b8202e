import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { MeasuredOn } from '../engines/pricing/costs';
import type { LearnerLaunchOptions } from './launchPlan';
import { isOnDevice } from '../protocol/engine';
import { processorName } from './machineNames';

/** All that costs depend on and that is known before the engine runs. */
export type Machine = Omit<MeasuredOn, 'device'>;

/** `program` measures, and holds all of an engine that is no file of its own. */
export function machineFor({ name, files, environment }: LearnerLaunchOptions['engine'], program: string): Machine {
  return {
    engine: name,
    processor: processorName(),
    // As many as an engine takes threads.
    cores: availableParallelism(),
    node: process.versions.node,
    version: digest([
      ...[program, ...files, graphicsDriver].map(contentOf),
      JSON.stringify(environment ?? {}),
      ...(isOnDevice(name) ? cards() : []),
    ]),
  };
}

export const digest = (parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
};

/** Says which driver NVIDIA's devices have, on Linux. */
const graphicsDriver = '/proc/driver/nvidia/version';

/** The graphics cards, where Linux lists them. */
function cards(): string[] {
  const folder = '/sys/class/drm';
  try {
    const names = readdirSync(folder).filter((name) => /^card\d+$/.test(name));
    return names.sort().map((name) => `${contentOf(path.join(folder, name, 'device', 'uevent'))}`);
  } catch {
    return [];
  }
}

/** What tells one build of an engine from another: its bytes, the size of a large library, what npm put into a folder. */
function contentOf(file: string): string | Uint8Array {
  try {
    const stats = statSync(file);
    if (stats.isDirectory())
      return readdirSync(file)
        .map((name) => `${name} ${sizeOrLock(path.join(file, name))}`)
        .join('\n');
    return stats.size <= mostRead ? readFileSync(file) : `${stats.size}`;
  } catch {
    return 'none';
  }
}

function sizeOrLock(file: string): string {
  return path.basename(file) === '.package-lock.json' ? readFileSync(file, 'utf8') : `${statSync(file).size}`;
}

const mostRead = 8 * 2 ** 20;
