import type { ObjectView } from '../../org/access.js';
import { childRelationships } from '../soql/child-relationships.js';
import { describeField } from './describe-field.js';

const masterRecordType = '012000000000000AAA';

/** The short form of describeGlobal and of `GET /sobjects/Lead`. */
export function summarise({ schema, permissions }: ObjectView, version: string): Record<string, unknown> {
  const base = `/services/data/v${version}/sobjects/${schema.name}`;
  return {
    activateable: false,
    createable: schema.createable && permissions.create,
    custom: false,
    customSetting: false,
    deletable: schema.deletable && permissions.delete,
    deprecatedAndHidden: false,
    feedEnabled: schema.layoutable,
    hasSubtypes: false,
    isSubtype: false,
    keyPrefix: schema.keyPrefix,
    label: schema.label,
    labelPlural: schema.labelPlural,
    layoutable: schema.layoutable,
    mergeable: schema.mergeable,
    mruEnabled: schema.layoutable,
    name: schema.name,
    queryable: schema.queryable,
    replicateable: schema.keyPrefix !== null,
    retrieveable: schema.keyPrefix !== null,
    searchable: schema.layoutable,
    triggerable: schema.layoutable,
    undeletable: schema.deletable,
    updateable: schema.updateable && permissions.edit,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

/** Everything about an object that this user may know (salesforce-api.md §3.6). */
export function describeObject(
  view: ObjectView,
  { version, origin, mayRead }: { version: string; origin: string; mayRead: (object: string) => boolean },
): Record<string, unknown> {
  const { schema } = view;
  const base = `/services/data/v${version}/sobjects/${schema.name}`;
  return {
    actionOverrides: [],
    ...summarise(view, version),
    childRelationships: (childRelationships[schema.name] ?? [])
      .filter(({ childSObject }) => mayRead(childSObject))
      .map((relationship) => ({
        cascadeDelete: true,
        childSObject: relationship.childSObject,
        deprecatedAndHidden: false,
        field: relationship.field,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: relationship.relationshipName,
        restrictedDelete: false,
      })),
    compactLayoutable: schema.layoutable,
    fields: [...view.fields.values()].map(describeField),
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        master: true,
        name: 'Master',
        recordTypeId: masterRecordType,
        urls: { layout: `${base}/describe/layouts/${masterRecordType}` },
      },
    ],
    searchLayoutable: schema.layoutable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${schema.labelPlural.toLowerCase()}`, name: 'everything' },
      { label: `My ${schema.labelPlural.toLowerCase()}`, name: 'mine' },
    ],
    urls: {
      compactLayouts: `${base}/describe/compactLayouts`,
      rowTemplate: `${base}/{ID}`,
      approvalLayouts: `${base}/describe/approvalLayouts`,
      uiDetailTemplate: `${origin}/{ID}`,
      uiEditTemplate: `${origin}/{ID}/e`,
      listviews: `${base}/listviews`,
      describe: `${base}/describe`,
      uiNewRecord: `${origin}/${schema.keyPrefix ?? ''}/e`,
      quickActions: `${base}/quickActions`,
      layouts: `${base}/describe/layouts`,
      sobject: base,
    },
  };
}
