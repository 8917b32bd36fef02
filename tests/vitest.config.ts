import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { APART } from './support/apart.ts';

const plugins = [WxtVitest()];

export default defineConfig({
  test: {
    root: '.',
    setupFiles: ['tests/support/fixed-seed.ts'],
    restoreMocks: true,
    // For what hangs: how fast a machine is does not decide.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, plugins, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], exclude: [...APART], isolate: false } },
      { extends: true, plugins, test: { name: 'apart', include: ['tests/{integration,architecture}/**/*.test.{ts,tsx}', ...APART] } },
    ],
  },
});
