import type { QueryBase } from '@jetstreamapp/soql-parser-js';
import { projectRow, type Projection, type ProjectChildren } from './project-row.js';
import type { QueryScope } from './query-scope.js';
import { selectRows } from './select-rows.js';
import { malformed, unknownRelationship } from './soql-fault.js';

interface ChildRelationship {
  readonly relationshipName: string;
  readonly childSObject: string;
  readonly field: string;
}

/** Relationships downwards, as describe lists them and as subselects name them. */
export const childRelationships: Record<string, readonly ChildRelationship[]> = {
  Account: [
    { relationshipName: 'Contacts', childSObject: 'Contact', field: 'AccountId' },
    { relationshipName: 'Opportunities', childSObject: 'Opportunity', field: 'AccountId' },
    { relationshipName: 'Tasks', childSObject: 'Task', field: 'WhatId' },
  ],
  Contact: [
    { relationshipName: 'CampaignMembers', childSObject: 'CampaignMember', field: 'ContactId' },
    { relationshipName: 'OpportunityContactRoles', childSObject: 'OpportunityContactRole', field: 'ContactId' },
    { relationshipName: 'Tasks', childSObject: 'Task', field: 'WhoId' },
  ],
  Lead: [
    { relationshipName: 'CampaignMembers', childSObject: 'CampaignMember', field: 'LeadId' },
    { relationshipName: 'Tasks', childSObject: 'Task', field: 'WhoId' },
  ],
  Campaign: [
    { relationshipName: 'CampaignMembers', childSObject: 'CampaignMember', field: 'CampaignId' },
    { relationshipName: 'Opportunities', childSObject: 'Opportunity', field: 'CampaignId' },
  ],
  Opportunity: [
    { relationshipName: 'OpportunityContactRoles', childSObject: 'OpportunityContactRole', field: 'OpportunityId' },
    { relationshipName: 'Tasks', childSObject: 'Task', field: 'WhatId' },
  ],
};

export function projectChildren(scope: QueryScope, includeDeleted: boolean): ProjectChildren {
  return (subquery): Projection => {
    const name = subquery.relationshipName;
    const known = childRelationships[scope.view.schema.name] ?? [];
    const relationship = known.find((entry) => entry.relationshipName.toLowerCase() === name.toLowerCase());
    const view = relationship && scope.org.access.view(scope.user, relationship.childSObject);
    if (relationship === undefined || view === undefined) throw unknownRelationship(scope.soql, name, name);
    const inner: QueryScope = { ...scope, view, alias: subquery.sObjectAlias ?? null };
    const project = projectRow(inner, subquery.fields ?? [], () => {
      throw malformed('A subselect cannot hold another subselect.');
    });
    const query: QueryBase = subquery;
    selectRows(inner, query, { includeDeleted, from: [] });
    return (row, into) => {
      const from = scope.org.related(relationship.childSObject, relationship.field, row.record.Id);
      const records = selectRows(inner, query, { includeDeleted, from }).map(project);
      into[relationship.relationshipName] =
        records.length === 0 ? null : { totalSize: records.length, done: true, records };
    };
  };
}
