import { strToU8, zipSync } from 'fflate';
import { PERMISSION_SET } from '../define-package/integration-rights.js';
import { fieldsToDeploy, type Plan } from '../plan-changes/plan-changes.js';
import { renderField } from '../render-metadata/render-field.js';
import { renderManifest } from '../render-metadata/render-manifest.js';
import { renderPermissionSet } from '../render-metadata/render-permission-set.js';
import { type Xml, xmlFile } from '../render-metadata/xml.js';

/** What the plan has to deploy, in metadata format: the fields of an object are one file. */
export function metadataFiles(plan: Plan): ReadonlyMap<string, string> {
  const fields = fieldsToDeploy(plan);
  const byHolder = new Map<string, Xml[]>();
  for (const { holder, definition, names, verdict } of fields) {
    const kept = verdict.kind === 'change' ? verdict.kept : {};
    const content = renderField(definition, names.deployed, kept);
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), ['fields', content]]);
  }
  const manifest = renderManifest({
    fields: fields.map(({ holder, names }) => `${holder}.${names.deployed}`),
    permissionSets: [PERMISSION_SET.name],
  });
  return new Map([
    ['package.xml', xmlFile('Package', manifest)],
    ...[...byHolder].map(([holder, content]): [string, string] => [
      `objects/${holder}.object`,
      xmlFile('CustomObject', content),
    ]),
    [`permissionsets/${PERMISSION_SET.name}.permissionset`, xmlFile('PermissionSet', renderPermissionSet(plan.rights))],
  ]);
}

export function buildZip(plan: Plan): Buffer {
  const entries = [...metadataFiles(plan)].map(([path, content]) => [path, strToU8(content)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}
