import type { Xml } from './xml.js';

/** The API version that the package is written for. */
export const PACKAGE_API_VERSION = '62.0';

export interface ManifestMembers {
  /** `Lead.status__c` */
  readonly fields: readonly string[];
  readonly permissionSets: readonly string[];
}

/** The content of package.xml. */
export function renderManifest({ fields, permissionSets }: ManifestMembers): Xml[] {
  const types = (name: string, members: readonly string[]): Xml[] =>
    members.length === 0
      ? []
      : [['types', [...[...members].sort().map((member): Xml => ['members', member]), ['name', name]]]];
  return [...types('CustomField', fields), ...types('PermissionSet', permissionSets), ['version', PACKAGE_API_VERSION]];
}
