import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const runtime = (path: string) => join(import.meta.dirname, 'runtime', path);
const project = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout },
});

/** What runs in Node alone; the browser suite has a configuration of its own in test/e2e. */
export default defineConfig({
  // As the build does: a Python program is imported as its text.
  plugins: [
    {
      name: 'python-text',
      load: (id) => (id.endsWith('.py') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))};` : undefined),
    },
  ],
  resolve: {
    alias: [
      { find: /^np$/, replacement: runtime('np/np.ts') },
      { find: /^kit$/, replacement: runtime('kit/kit.ts') },
      { find: /^kit\/checks$/, replacement: runtime('kit/checks.ts') },
    ],
  },
  test: {
    // A judge and a learner each.
    maxConcurrency: 2,
    projects: [
      project('unit', 20_000),
      project('process', 60_000),
      project('lessons', 300_000),
      project('proof', 300_000),
    ],
  },
});
