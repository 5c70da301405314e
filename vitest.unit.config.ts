import { defineConfig, mergeConfig } from 'vitest/config';
import { vitestBase } from './vitest.base.js';

export default mergeConfig(
  vitestBase('unit'),
  defineConfig({ test: { include: ['**/src/**/*.spec.ts'], testTimeout: 30_000 } }),
);
