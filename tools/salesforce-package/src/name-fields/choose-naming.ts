import { packageFieldNames } from '@ce/field-mapping';
import { type Naming, PACKAGE_NAMESPACE } from './field-names.js';

const managedNames = new Set<string>(Object.values(packageFieldNames['managed-v2']));

/** `fieldNames` are those of Lead and Contact as describe shows them. */
export function chooseNaming(namespacePrefix: string | null, fieldNames: readonly string[]): Naming {
  if (namespacePrefix === PACKAGE_NAMESPACE) return 'package';
  return fieldNames.some((name) => managedNames.has(name.toLowerCase())) ? 'managed' : 'unmanaged';
}
