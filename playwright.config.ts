import { defineConfig } from '@playwright/test'

const root = process.getuid?.() === 0

/** The page in Chromium against the built program; `scripts/test.mjs` finds the Chromium and names the report's file. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // The pictures that the gallery is compared with, one for all systems; --update-snapshots takes them anew.
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // Each test has an engine of its own, so they run side by side.
  fullyParallel: true,
  workers: '100%',
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    // What moves is waited for, and a test is not about the moving.
    contextOptions: { reducedMotion: 'reduce' },
    // A failed test leaves a picture and the page's outline; recording every step (--trace on) makes all of them slower.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['HOOKWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
      // The same letters on every machine, for the pictures. Chromium refuses to run its sandbox as root, as in most containers.
      args: ['--font-render-hinting=none', '--disable-lcd-text', ...(root ? ['--no-sandbox'] : [])],
    },
  },
})
