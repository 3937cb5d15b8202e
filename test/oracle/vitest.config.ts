import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The whole comparison with NumPy, too long for every run of the unit tests: `npm run test:np`. */
export default defineConfig({
  resolve: { alias: [{ find: /^np$/, replacement: join(import.meta.dirname, '../../runtime/np/np.ts') }] },
  test: { include: ['test/oracle/**/*.test.ts'], testTimeout: 600_000 },
});
