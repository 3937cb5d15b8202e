import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeAddon } from '../../runtime/engines/native/addon';

const addonFile = join(import.meta.dirname, `../../dist/native/tensor-dojo-${process.platform}-${process.arch}.node`);

/** The reason why nothing can be tested, where there is one. */
export const missingAddon = existsSync(addonFile) ? undefined : 'the addon is not built: npm run build:native';

export function loadAddon(): NativeAddon {
  const module = { exports: {} };
  process.dlopen(module, addonFile);
  return module.exports as NativeAddon;
}
