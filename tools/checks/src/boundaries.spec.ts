import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const RULE = '@nx/enforce-module-boundaries';

// The repository's own configuration, less the rules that need type information: boundaries do not, and it takes minutes.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function boundaryErrors(file: string, imported: string): Promise<string[]> {
  const code = `import * as imported from '${imported}';\nvoid imported;\n`;
  const [result] = await eslint.lintText(code, { filePath: `${root}${file}` });
  if (result === undefined) throw new Error(`ESLint ignores ${file}, so nothing is checked there.`);
  const others = result.messages.filter(({ ruleId }) => ruleId !== RULE);
  expect(others.map(({ message }) => message)).toEqual([]);
  return result.messages.map(({ message }) => message);
}

beforeAll(async () => {
  // Without Nx's cached project graph the rule is skipped without a word.
  execFileSync('npx', ['nx', 'show', 'projects'], { cwd: root, stdio: 'pipe' });
  const errors = await boundaryErrors('apps/import/src/probe.ts', 'jsforce');
  if (errors.length === 0) throw new Error(`${RULE} was skipped: is Nx's project graph in its cache?`);
}, 120_000);

describe('forbidden imports', () => {
  it.each([
    ['an app', 'apps/import/src/probe.ts', 'jsforce'],
    ['an app', 'apps/activity-logging/src/probe.ts', 'kafkajs'],
    ['an app', 'apps/import/src/probe.ts', '@ce/report-polling/src/main.js'],
    ['an app', 'apps/import/src/probe.ts', '@ce/salesforce-simulator'],
    ['an app, by a path into another app,', 'apps/import/src/probe.ts', '../../auth/src/main.js'],
    ['an app, by a path into a library,', 'apps/import/src/probe.ts', '../../../libs/contracts/src/index.js'],
    ['an app outside its tests', 'apps/import/src/probe.ts', '@ce/testing'],
    ['the contracts', 'libs/contracts/src/probe.ts', '@ce/field-mapping'],
    ['the contracts', 'libs/contracts/src/probe.ts', '@nestjs/common'],
    ['a domain library', 'libs/field-mapping/src/probe.ts', '@ce/database'],
    ['a domain library', 'libs/field-mapping/src/probe.ts', '@ce/salesforce'],
    ['a domain library', 'libs/field-mapping/src/probe.ts', 'typeorm'],
    ['a domain library', 'libs/field-mapping/src/probe.ts', '@nestjs/common'],
    ['the kit', 'libs/service-kit/src/probe.ts', '@ce/contracts'],
    ['the kit', 'libs/service-kit/src/probe.ts', 'pg'],
    ['the Salesforce adapter', 'libs/salesforce/src/probe.ts', 'typeorm'],
    ['the messaging adapter', 'libs/messaging/src/probe.ts', 'jsforce'],
    ['the database adapter', 'libs/database/src/probe.ts', 'kafkajs'],
    ['the delivery adapter', 'libs/delivery/src/probe.ts', 'jsforce'],
    ['the simulator', 'tools/salesforce-simulator/src/probe.ts', '@ce/salesforce'],
    ['the simulator', 'tools/salesforce-simulator/src/probe.ts', '@ce/contracts'],
    ['a tool', 'tools/standalone/src/probe.ts', '@ce/activity-logging/src/main.js'],
    ['an end-to-end test', 'tools/e2e/test/probe.e2e-spec.ts', '@ce/database'],
    ['an end-to-end test', 'tools/e2e/test/probe.e2e-spec.ts', 'typeorm'],
  ])('%s must not import: %s → %s', async (_who, file, imported) => {
    expect(await boundaryErrors(file, imported)).not.toEqual([]);
  });
});

describe('allowed imports', () => {
  it.each([
    ['apps/import/src/probe.ts', '@ce/contracts'],
    ['apps/import/src/probe.ts', '@ce/salesforce'],
    ['apps/import/src/probe.ts', 'typeorm'],
    ['apps/import/src/probe.spec.ts', '@ce/testing'],
    ['apps/import/test/probe.int-spec.ts', '@ce/salesforce-simulator'],
    ['libs/field-mapping/src/probe.ts', '@ce/contracts'],
    ['libs/salesforce/src/probe.ts', 'jsforce'],
    ['libs/messaging/src/probe.ts', 'kafkajs'],
    ['libs/messaging/src/probe.ts', '@ce/database'],
    ['libs/database/src/probe.ts', 'pg'],
    ['tools/standalone/src/probe.ts', '@ce/salesforce-simulator'],
  ])('%s → %s', async (file, imported) => {
    expect(await boundaryErrors(file, imported)).toEqual([]);
  });
});
