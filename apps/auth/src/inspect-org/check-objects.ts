import type { ConnectionToggles } from '@ce/contracts';
import { findField } from '@ce/field-mapping';
import { type Check, fail, pass, warn } from './check.js';
import type { OrgFacts } from './org-facts.js';

/** Object rights and the owner field, by describe. Source: spec A3, A4, D8. */
export function checkObjects({ describes, permissions }: OrgFacts, toggles: ConnectionToggles): Check[] {
  return [
    person('Lead', describes),
    person('Contact', describes),
    describes.Account?.queryable === true
      ? pass('object-account', 'The user may read accounts.')
      : fail(
          'object-account',
          'account fields of imported contacts',
          'The user may not read accounts.',
          'Give the connected user Read on Account.',
        ),
    ...(['Campaign', 'CampaignMember', 'Opportunity'] as const).map((name) => ofReports(name, describes)),
    fieldVisibility(permissions),
    ...(toggles.ownerSync ? [owner('Lead', describes), owner('Contact', describes)] : []),
  ];
}

function person(name: 'Lead' | 'Contact', describes: OrgFacts['describes']): Check {
  const describe = describes[name];
  const check = `object-${name.toLowerCase()}`;
  if (describe === null || !describe.queryable) {
    return fail(
      check,
      `import, Tasks and write-back of every ${name}`,
      `The user may not read the object ${name}.`,
      `Give the connected user Read and Edit on ${name}.`,
    );
  }
  if (describe.updateable) return pass(check, `The user may read and edit the object ${name}.`);
  return fail(
    check,
    `every field written to a ${name}`,
    `The user may read but not edit the object ${name}.`,
    `Give the connected user Edit on ${name}.`,
  );
}

function ofReports(name: 'Campaign' | 'CampaignMember' | 'Opportunity', describes: OrgFacts['describes']): Check {
  const check = `object-${name.toLowerCase()}`;
  if (describes[name]?.queryable === true) return pass(check, `The user may read the object ${name}.`);
  return warn(
    check,
    `reports that use the object ${name}: they may not run, or enroll wrong people`,
    `The user may not read the object ${name}.`,
    `Give the connected user Read on ${name}, or use only reports without it.`,
  );
}

/** A report column that the user may not see can change which rows a report names, without an error. */
function fieldVisibility(permissions: OrgFacts['permissions']): Check {
  if (permissions.PermissionsViewAllData === true) return pass('report-fields', 'The user sees all data.');
  return warn(
    'report-fields',
    'which people a report enrolls, where it filters by a field hidden from the user',
    'It cannot be seen from outside whether the user sees every field that reports filter by.',
    'Give the connected user View All Fields on Lead, Contact, Account, Campaign and Opportunity.',
  );
}

function owner(name: 'Lead' | 'Contact', describes: OrgFacts['describes']): Check {
  const describe = describes[name];
  const check = `owner-${name.toLowerCase()}`;
  const field = describe === null ? undefined : findField(describe, 'OwnerId');
  if (field?.updateable === true) return pass(check, `The user may change the owner of a ${name}.`);
  return warn(
    check,
    'owner sync',
    `The user may not change the owner of a ${name}.`,
    `Give the connected user Edit on the owner of ${name} and the right to transfer records, or switch owner sync off.`,
  );
}
