import type { CustomReportType } from '../../org/describe-reports.js';
import type { FieldSchema } from '../../org/field-schema.js';
import type { OrgSchema } from '../../org/org-schema.js';
import type { ColumnSpec, ReportJoin, ReportType } from '../report-type.js';
import { objectsOf } from '../report-type.js';

/** Turns an org's own type into columns: every field of every object, dotted (salesforce-api.md §2.10). */
export function customType(description: CustomReportType, schema: OrgSchema): ReportType {
  const joins = description.joins.map((join): ReportJoin => ({
    object: join.object,
    from: join.from ?? description.baseObject,
    by: join.by,
    field: join.field,
    joinType: join.joinType,
  }));
  const type: ReportType = {
    type: description.name,
    label: description.label,
    group: 'Other Reports',
    root: description.baseObject,
    joins,
    scopes: [
      { value: 'organization', label: 'All' },
      { value: 'user', label: 'My' },
    ],
    columns: [],
  };
  return { ...type, columns: objectsOf(type).flatMap((object) => columnsOf(object, schema)) };
}

function columnsOf(object: string, schema: OrgSchema): ColumnSpec[] {
  const found = schema.object(object);
  if (found === undefined) return [];
  const category = found.labelPlural;
  return [...found.fields.values()].flatMap((field) => columnOf(object, field, category, schema));
}

/** A lookup becomes one column that shows the name and carries the id, as `Contact.Account`. */
function columnOf(object: string, field: FieldSchema, category: string, schema: OrgSchema): ColumnSpec[] {
  if (field.type === 'address' || field.name === 'IsDeleted') return [];
  if (field.type !== 'reference') {
    return [{ name: `${object}.${field.name}`, paths: [`${object}.${field.name}`], category, isName: field.nameField }];
  }
  const relation = field.relationshipName;
  const named = field.referenceTo.some((target) => schema.object(target)?.fields.has('Name') === true);
  if (relation === null || !named) return [];
  const path = `${object}.${relation}.Name`;
  return [
    { name: `${object}.${relation}`, paths: [path], label: field.label.replace(/ ID$/, ''), category, isName: true },
  ];
}

/** The two custom types of the specification (spec D4); an org file may redefine them by name. */
export const usualCustomTypes: readonly CustomReportType[] = [
  {
    name: 'Leads_Opportunities__c',
    label: 'Leads & Opportunities',
    baseObject: 'Lead',
    joins: [{ object: 'Opportunity', by: 'lookup', field: 'ConvertedOpportunityId', joinType: 'OUTER' }],
  },
  {
    name: 'Contacts_Opportunities__c',
    label: 'Contacts & Opportunities',
    baseObject: 'Contact',
    joins: [
      { object: 'OpportunityContactRole', by: 'child', field: 'ContactId', joinType: 'OUTER' },
      {
        object: 'Opportunity',
        from: 'OpportunityContactRole',
        by: 'lookup',
        field: 'OpportunityId',
        joinType: 'OUTER',
      },
    ],
  },
];
