import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig, mergeConfig } from 'vitest/config';
import { vitestBase } from './vitest.base.js';

/** Brokers and killed processes first: these files take the longest, and nothing would run beside one that is last. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /(kafka|processes)[^/]*$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Two files at a time: they wait for databases and processes more than they compute, and CI's machine has two cores.
export default mergeConfig(
  vitestBase('integration'),
  defineConfig({
    test: {
      include: ['**/test/**/*.int-spec.ts', '**/test/**/*.e2e-spec.ts'],
      globalSetup: 'libs/testing/src/postgres-of-the-run.ts',
      setupFiles: 'vitest.integration.setup.ts',
      maxWorkers: 2,
      sequence: { sequencer: LongestFirst },
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
