import { PERMISSION_SET } from '../define-package/integration-rights.js';
import { type FieldHolder, packageFields } from '../define-package/package-fields.js';
import { fieldNames, PACKAGE_NAMESPACE } from '../name-fields/field-names.js';
import { renderField } from '../render-metadata/render-field.js';
import { PACKAGE_API_VERSION, renderManifest } from '../render-metadata/render-manifest.js';
import { renderPermissionSet } from '../render-metadata/render-permission-set.js';
import { xmlFile } from '../render-metadata/xml.js';

/** The committed Salesforce project by path: the source of the managed package, hence without its namespace. */
export function sourceFiles(): ReadonlyMap<string, string> {
  const root = 'force-app/main/default';
  const files = new Map<string, string>();
  const members: string[] = [];
  for (const [holder, fields] of Object.entries(packageFields) as [
    FieldHolder,
    (typeof packageFields)[FieldHolder],
  ][]) {
    for (const field of fields) {
      const name = fieldNames(field, 'package').deployed;
      members.push(`${holder}.${name}`);
      const path = `${root}/objects/${holder}/fields/${name}.field-meta.xml`;
      files.set(path, xmlFile('CustomField', renderField(field, name)));
    }
  }
  files.set(
    `${root}/permissionsets/${PERMISSION_SET.name}.permissionset-meta.xml`,
    xmlFile('PermissionSet', renderPermissionSet({ naming: 'package' })),
  );
  const manifest = renderManifest({ fields: members, permissionSets: [PERMISSION_SET.name] });
  files.set('manifest/package.xml', xmlFile('Package', manifest));
  files.set('sfdx-project.json', `${JSON.stringify(project, null, 2)}\n`);
  return files;
}

const project = {
  packageDirectories: [{ path: 'force-app', default: true }],
  name: 'conversational-email',
  namespace: PACKAGE_NAMESPACE,
  sfdcLoginUrl: 'https://login.salesforce.com',
  sourceApiVersion: PACKAGE_API_VERSION,
};
