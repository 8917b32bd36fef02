import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    root: '.',
    include: ['tests/{unit,integration,architecture}/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/support/fixed-seed.ts'],
    restoreMocks: true,
  },
});
