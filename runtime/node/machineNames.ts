import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** As its maker calls it. */
export function processorName(): string {
  return cpus()[0]?.model.trim() || 'the processor';
}

/** NVIDIA's driver on Linux lists its devices as files; elsewhere nothing says without a program of its own. */
export function graphicsName(): string | undefined {
  const folder = '/proc/driver/nvidia/gpus';
  try {
    const [first] = readdirSync(folder);
    return /Model:\s*(.+)/.exec(readFileSync(`${folder}/${first}/information`, 'utf8'))?.[1]?.trim();
  } catch {
    return undefined;
  }
}
