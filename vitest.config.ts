/** The project's own tests: beside the code, in parallel files, with nothing real but loopback sockets and processes. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'reports/out/**'],
    testTimeout: 30_000,
  },
});
