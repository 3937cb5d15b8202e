import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const runtime = (path: string) => join(import.meta.dirname, '../../runtime', path);

/** Every engine that is here, at length: `npm run test:engines`. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^np$/, replacement: runtime('np/np.ts') },
      { find: /^kit$/, replacement: runtime('kit/kit.ts') },
    ],
  },
  test: { include: ['test/engines/**/*.test.ts'], testTimeout: 300_000 },
});
