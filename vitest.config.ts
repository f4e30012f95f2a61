import { defineConfig } from 'vitest/config';

/** Packages resolve from their sources, so tests need no build; `@tsk/source` is the export condition that says so. */
const conditions = ['@tsk/source', 'node', 'import', 'default'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/fixtures/**'],
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'quick', exclude: ['test/e2e/**', '**/node_modules/**'] } },
      // End-to-end tests start processes and load them: one file at a time, so that they measure themselves and not each other.
      {
        extends: true,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000 },
      },
    ],
  },
});
