import { detectPackageVariant, packageFieldNames } from '@ce/field-mapping';
import { describe, expect, it } from 'vitest';
import { eventIdField, personFields } from '../define-package/package-fields.js';
import { chooseNaming } from './choose-naming.js';
import { fieldNames, type Naming } from './field-names.js';

const shown = (naming: Naming) => personFields.map((field) => fieldNames(field, naming).shown);

describe('fieldNames', () => {
  it('gives names that the services recognise as a complete package', () => {
    expect(detectPackageVariant(shown('unmanaged')).variant).toBe('legacy');
    expect(detectPackageVariant(shown('managed')).variant).toBe('managed-v2');
    expect(detectPackageVariant(shown('package')).variant).toBe('managed-v2');
  });

  it('spells no namespace in a file that is deployed, because a foreign one is refused', () => {
    for (const naming of ['package', 'unmanaged'] as const)
      for (const field of [...personFields, eventIdField])
        expect(fieldNames(field, naming).deployed).toMatch(/^[a-z](?:_?[a-z0-9])*__c$/);
    expect(fieldNames(eventIdField, 'managed').deployed).toBe('sw01_event_id__c');
  });
});

describe('chooseNaming', () => {
  it('follows the org: its own namespace, an installed package, neither', () => {
    expect(chooseNaming('sixsense_ce', ['Id'])).toBe('package');
    expect(chooseNaming(null, ['Id', packageFieldNames['managed-v2'].status])).toBe('managed');
    expect(chooseNaming('acme', ['Id', packageFieldNames.legacy.status])).toBe('unmanaged');
  });
});
