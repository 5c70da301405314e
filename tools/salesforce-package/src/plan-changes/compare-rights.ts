import { objectRights, userRights } from '../define-package/integration-rights.js';
import { PACKAGE_NAMESPACE } from '../name-fields/field-names.js';
import { fieldRights, type RightsOfOrg } from '../render-metadata/render-permission-set.js';
import type { GrantedSet } from './read-permission-set.js';

export type RightsVerdict =
  | { readonly kind: 'create' }
  | { readonly kind: 'same' }
  /** The user may not see permission sets. */
  | { readonly kind: 'unknown' }
  /** A deployment writes the set anew: what somebody added by hand is lost. */
  | { readonly kind: 'change'; readonly gains: readonly string[]; readonly loses: readonly string[] };

export function compareRights(org: RightsOfOrg, found: GrantedSet): RightsVerdict {
  if (found.kind === 'hidden') return { kind: 'unknown' };
  if (found.kind === 'absent') return { kind: 'create' };
  const wanted = wantedRights(org);
  const gains = [...wanted].filter((right) => !found.rights.has(right) && !isOfEvent(right));
  const loses = [...found.rights].filter((right) => !wanted.has(right) && !isOfEvent(right));
  return gains.length + loses.length === 0 ? { kind: 'same' } : { kind: 'change', gains, loses };
}

/** Events share the security of tasks, so that the entry for the task says it all. Source: salesforce-api.md §5.1. */
function isOfEvent(right: string): boolean {
  return right.startsWith('Event.');
}

function wantedRights(org: RightsOfOrg): Set<string> {
  const shown = (field: string) =>
    org.naming === 'package' ? field.replace(/\.(\w+__c)$/, `.${PACKAGE_NAMESPACE}__$1`) : field;
  const both = (name: string, edit: boolean) => [`${name}: Read`, ...(edit ? [`${name}: Edit`] : [])];
  return new Set([
    ...userRights.map((name) => `user ${name}`),
    ...objectRights.flatMap(({ object, edit }) => both(object, edit)),
    ...fieldRights(org).flatMap(({ field, edit }) => both(shown(field), edit)),
  ]);
}
