import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../build/chromium.mjs';

/** A GPU for tests: the system's own where DOJO_GPU says so; on Linux what the environment names, else Chromium's SwiftShader, which computes on the processor. */
export interface TestGpu {
  env: Record<string, string>;
  /** Why there is none. */
  missing?: string;
}

const names = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'] as const;

export function findTestGpu(): TestGpu {
  if (process.platform !== 'linux' || process.env.DOJO_GPU === 'system') return { env: {} };
  if (lacks('libvulkan.so.1')) return { env: {}, missing: 'no libvulkan.so.1 (apt-get install libvulkan1)' };
  const named = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  if (named.length > 0) return { env: Object.fromEntries(named) as Record<string, string> };
  const file = swiftShader();
  if (!file) return { env: {}, missing: 'no SwiftShader, which comes with Chromium' };
  return { env: { VK_DRIVER_FILES: file, VK_ICD_FILENAMES: file } };
}

function swiftShader(): string | undefined {
  const chromium = findChromium();
  return [...(chromium ? [path.dirname(realpathSync(chromium))] : []), '/usr/lib/chromium']
    .map((folder) => path.join(folder, 'vk_swiftshader_icd.json'))
    .find((file) => existsSync(file));
}

/** The system's loader says so: what is there is only no addon of Node's. */
function lacks(library: string): boolean {
  try {
    process.dlopen({ exports: {} }, library);
    return false;
  } catch (error) {
    return String(error).includes('cannot open shared object');
  }
}
