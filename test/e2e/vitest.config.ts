import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The browser suite stands apart from the others: each of its tests starts a whole editor, one after the other. */
export default defineConfig({
  test: {
    name: 'browser',
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/e2e/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
  },
});
