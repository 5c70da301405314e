import { packageFieldNames } from '@ce/field-mapping';
import type { FieldDefinition } from '../define-package/package-fields.js';

/** Namespace of the managed package; its fields are `sixsense_ce__status__c` in every org. Source: spec B1. */
export const PACKAGE_NAMESPACE = 'sixsense_ce';

/**
 * How the fields are called in one org.
 *
 * `package`    the org where the managed package is made: source without namespace, which the org adds itself
 * `managed`    the managed package is installed: its six fields are its own, only what it lacks can be deployed
 * `unmanaged`  any other org: a name without namespace that the services know, the legacy spelling `sw01_`
 */
export type Naming = 'package' | 'managed' | 'unmanaged';

export interface FieldNames {
  /** As a deployed file has to spell it. */
  readonly deployed: string;
  /** As describe shows it. */
  readonly shown: string;
}

export function fieldNames({ meaning }: FieldDefinition, naming: Naming): FieldNames {
  if (naming === 'package') return { deployed: `${meaning}__c`, shown: `${PACKAGE_NAMESPACE}__${meaning}__c` };
  if (meaning === 'event_id') return same('sw01_event_id__c');
  return same(packageFieldNames[naming === 'managed' ? 'managed-v2' : 'legacy'][meaning]);
}

function same(name: string): FieldNames {
  return { deployed: name, shown: name };
}
