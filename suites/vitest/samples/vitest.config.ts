/** The samples are run by the tests beside them, in a vitest of their own: some of them fail on purpose. */
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['*.sample.ts'] } });
