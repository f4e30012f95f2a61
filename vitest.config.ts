import { defineConfig } from 'vitest/config';

/** Packages resolve from their sources, so tests need no build; `@tsk/source` is the export condition that says so. */
const conditions = ['@tsk/source', 'node', 'import', 'default'];

const endToEnd = 'test/e2e/**/*.test.ts';
const never = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: [...never, endToEnd], testTimeout: 30_000 },
      },
      // End-to-end tests start processes and load them: one file at a time, so that they measure themselves and not each other.
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [endToEnd],
          exclude: never,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
