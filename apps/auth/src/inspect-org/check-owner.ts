import type { ConnectionToggles, ObjectType } from '@ce/contracts';
import { findField } from '@ce/field-mapping';
import { type Check, pass, warn } from './check.js';
import type { OrgFacts } from './org-facts.js';

/** Owner sync: the field, the right to hand over records of others, and the reps to hand over to. Source: spec A4, C5. */
export function checkOwner(facts: OrgFacts, toggles: ConnectionToggles): Check[] {
  if (!toggles.ownerSync) return [pass('owner', 'Owner sync is switched off.')];
  return [
    ownerField('Lead', facts),
    ownerField('Contact', facts),
    transfer('Lead', facts),
    transfer('Contact', facts),
    reps(facts),
  ];
}

function ownerField(name: ObjectType, { describes }: OrgFacts): Check {
  const describe = describes[name];
  const check = `owner-${name.toLowerCase()}`;
  const field = describe === null ? undefined : findField(describe, 'OwnerId');
  if (field?.updateable === true) return pass(check, `The user may edit the owner of a ${name}.`);
  return warn(
    check,
    'owner sync',
    `The user may not change the owner of a ${name}.`,
    `Give the connected user Edit on ${name}, or switch owner sync off.`,
  );
}

/** Salesforce asks for more than Edit before a record of somebody else changes hands (salesforce-api.md §6). */
function transfer(name: ObjectType, { permissions, reach, sharing }: OrgFacts): Check {
  const check = `transfer-${name.toLowerCase()}`;
  const rights = [
    ...(name === 'Lead' ? [permissions.PermissionsTransferAnyLead] : []),
    permissions.PermissionsTransferAnyEntity,
    permissions.PermissionsModifyAllData,
    reach?.[name]?.modifyAllRecords,
    sharing === null ? undefined : sharing[name] === 'transferable',
  ];
  if (rights.includes(true)) return pass(check, `The user may hand over a ${name} that it does not own.`);
  const permission = name === 'Lead' ? '“Transfer Leads”' : '“Transfer Record”';
  return warn(
    check,
    `owner sync of a ${name} that the connected user does not own, which is parked`,
    `The user may not hand over a ${name} of another owner.`,
    `Give the connected user ${permission} or Modify All on ${name}, or switch owner sync off.`,
  );
}

/** Reps are found by their address (salesforce-api.md §9.6). */
function reps({ describes }: OrgFacts): Check {
  if (describes.User !== null && findField(describes.User, 'Email') !== undefined) {
    return pass('object-user', 'The user sees the addresses of sales reps.');
  }
  return warn(
    'object-user',
    'owner sync: sales reps are found by their address',
    'The user may not read users with their addresses.',
    'Let the connected user read users and their field Email, or switch owner sync off.',
  );
}
