import { readFileSync } from 'node:fs';
import swc from 'unplugin-swc';
import type { ViteUserConfig } from 'vitest/config';

const swcOptions = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8')) as Record<string, unknown>;

/** What unit and integration runs share: TypeScript sources of the workspace's libraries, and a report to count from. */
export function vitestBase(kind: 'unit' | 'integration'): ViteUserConfig {
  const report = `node_modules/.cache/test-reports/${kind}/${process.env['REPORT_NAME'] ?? 'all'}.json`;
  return {
    plugins: [swc.vite({ ...swcOptions, swcrc: false, configFile: false })],
    oxc: false,
    // No `import` or `module` here: Vitest hands these on to Node, where they would also hold for require().
    resolve: { conditions: ['@ce/source', 'node'] },
    ssr: { resolve: { conditions: ['@ce/source', 'node'] } },
    test: {
      environment: 'node',
      // A worker reads Nest, TypeORM and our own modules once, not once for each file.
      isolate: false,
      restoreMocks: true,
      exclude: ['**/dist/**', '**/node_modules/**'],
      passWithNoTests: true,
      reporters: ['default', ['json', { outputFile: report }]],
    },
  };
}
