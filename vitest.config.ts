import { defineConfig } from 'vitest/config'
import { shippedProviders } from './scripts/vite/shipped-providers.ts'

export default defineConfig({
  plugins: [shippedProviders()],
  test: {
    // Vitest leaves one core to others; here there are none, and most tests wait for another process.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What a file imports is kept for the next one of its worker: no module has a state that a test could leave behind.
          isolate: false,
          environment: 'node',
          // Style sheets are blank in tests; of this one the colours are reckoned.
          css: { include: [/ui\/tokens\.css/] },
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/desktop/**'],
          // No test measures speed: this is for one that hangs, on a machine that is busy with others.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'desktop',
          environment: 'node',
          include: ['test/desktop/**/*.test.ts'],
          // Each file has a browser and an engine of its own; two at a time are no quicker.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
