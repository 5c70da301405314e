import type { FieldValue, OrgRecord } from '../../org/field-schema.js';
import { type RowError, rowError } from './row-result.js';
import type { SaveContext } from './save-context.js';

type Values = Readonly<Record<string, FieldValue>>;
type Rule = (context: SaveContext, values: Values, before: OrgRecord | undefined) => RowError | null;

/** What single objects refuse beyond their fields. */
export function checkObjectRules(
  context: SaveContext,
  object: string,
  values: Values,
  before: OrgRecord | undefined,
): RowError | null {
  return rules[object]?.(context, values, before) ?? null;
}

const rules: Record<string, Rule> = {
  Lead: ({ org, user }, _values, before) =>
    before?.['IsConverted'] === true && !org.access.has(user, 'ViewConvertedLeads')
      ? rowError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
      : null,
  Task: ({ org }, values, before) => {
    const who = values['WhoId'] ?? (values['WhoId'] === undefined ? before?.['WhoId'] : null);
    const what = values['WhatId'] ?? (values['WhatId'] === undefined ? before?.['WhatId'] : null);
    const onLead = typeof who === 'string' && who.startsWith('00Q') && typeof what === 'string';
    return onLead && org.description.switches.taskOnLeadWithWhat === 'refuse'
      ? rowError('FIELD_INTEGRITY_EXCEPTION', 'Related To ID: a task on a lead cannot be related to anything else', [
          'WhatId',
        ])
      : null;
  },
  CampaignMember: (_context, values, before) => {
    if (before !== undefined) return null;
    const people = [values['LeadId'], values['ContactId']].filter((id) => typeof id === 'string');
    return people.length === 1
      ? null
      : rowError('FIELD_INTEGRITY_EXCEPTION', 'A campaign member is either a lead or a contact', [
          'LeadId',
          'ContactId',
        ]);
  },
};
