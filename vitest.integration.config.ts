import { defineConfig, mergeConfig } from 'vitest/config';
import { vitestBase } from './vitest.base.js';

// One file at a time: each starts a real PostgreSQL or real processes, and the machines that run them have two cores.
export default mergeConfig(
  vitestBase('integration'),
  defineConfig({
    test: {
      include: ['**/test/**/*.int-spec.ts', '**/test/**/*.e2e-spec.ts'],
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
