import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const vendors = { salesforce: ['jsforce'], bus: ['kafkajs'], database: ['typeorm', '@nestjs/typeorm', 'pg'] };
const allVendors = Object.values(vendors).flat();

// Rows add up: every row whose tag a project carries must allow the import, and a project without a row may import nothing.
export const depConstraints = [
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:domain', 'type:adapter', 'type:kit'],
    bannedExternalImports: [...vendors.salesforce, ...vendors.bus],
  },
  {
    sourceTag: 'type:contracts',
    onlyDependOnLibsWithTags: ['type:contracts'],
    bannedExternalImports: [...allVendors, '@nestjs/*'],
  },
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain', 'type:contracts'],
    bannedExternalImports: [...allVendors, '@nestjs/*'],
  },
  { sourceTag: 'type:kit', onlyDependOnLibsWithTags: ['type:kit'], bannedExternalImports: allVendors },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:domain', 'type:adapter', 'type:kit'],
  },
  { sourceTag: 'adapter:salesforce', bannedExternalImports: [...vendors.bus, ...vendors.database] },
  { sourceTag: 'adapter:messaging', bannedExternalImports: vendors.salesforce },
  { sourceTag: 'adapter:database', bannedExternalImports: [...vendors.salesforce, ...vendors.bus] },
  { sourceTag: 'adapter:delivery', bannedExternalImports: [...vendors.salesforce, ...vendors.bus] },
  {
    sourceTag: 'type:testing',
    onlyDependOnLibsWithTags: [
      'type:contracts',
      'type:domain',
      'type:adapter',
      'type:kit',
      'type:testing',
      'type:tool',
    ],
  },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:domain', 'type:adapter', 'type:kit', 'type:tool'],
  },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:testing', 'type:tool', 'type:kit'],
    bannedExternalImports: allVendors.filter((name) => name !== 'pg'),
  },
  { sourceTag: 'scope:auth', onlyDependOnLibsWithTags: ['scope:auth', 'scope:shared'] },
  { sourceTag: 'scope:report-polling', onlyDependOnLibsWithTags: ['scope:report-polling', 'scope:shared'] },
  { sourceTag: 'scope:import', onlyDependOnLibsWithTags: ['scope:import', 'scope:shared'] },
  { sourceTag: 'scope:activity-logging', onlyDependOnLibsWithTags: ['scope:activity-logging', 'scope:shared'] },
  { sourceTag: 'scope:field-writeback', onlyDependOnLibsWithTags: ['scope:field-writeback', 'scope:shared'] },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  // The simulator and the client both follow Salesforce's documents, never each other.
  { sourceTag: 'scope:simulator', onlyDependOnLibsWithTags: ['scope:simulator'] },
  { sourceTag: 'scope:tooling', onlyDependOnLibsWithTags: ['scope:shared', 'scope:tooling', 'scope:simulator'] },
];

const boundaries = (constraints) => [
  'error',
  {
    enforceBuildableLibDependency: true,
    allow: [],
    checkDynamicDependenciesExceptions: [],
    depConstraints: constraints,
  },
];

const withTestingDoors = depConstraints.map((row) => {
  if (row.onlyDependOnLibsWithTags === undefined) return row;
  const doors = row.sourceTag.startsWith('scope:')
    ? ['scope:tooling', 'scope:simulator']
    : ['type:testing', 'type:tool'];
  return { ...row, onlyDependOnLibsWithTags: [...row.onlyDependOnLibsWithTags, ...doors] };
});

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '**/*.generated.*', '.nx', 'k8s'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, prettier],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname, emitDecoratorMetadata: true },
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(depConstraints),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A Nest module is an empty class by design; an async method may have nothing to wait for behind an async port.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read settings through readSettings of @ce/service-kit.' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts', '**/src/testing/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(withTestingDoors),
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The one place of the services that reads the environment.
    files: ['libs/service-kit/src/settings/read-settings.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Command lines talk to people, and start children with an environment of their own.
    files: ['tools/**/*.ts', 'libs/testing/**/*.ts', '*.ts'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
);
