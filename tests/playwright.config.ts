import { defineConfig } from '@playwright/test';

/** End-to-end tests: each launches its own Chromium with the built extension, against its own simulator. */
export default defineConfig({
  testDir: 'e2e',
  // What `npm run chaos` runs takes longer than all others together.
  testMatch: process.env['PIKA_KEEPER_CHAOS_JOBS'] === undefined ? '*.spec.ts' : 'chaos-sources.long.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // For what hangs: how fast a machine is does not decide.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
