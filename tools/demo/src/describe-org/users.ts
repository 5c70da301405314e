import { recordId } from './record-ids.js';

export const integrationUser = { id: recordId('User', 1), username: 'integration@demo.example' };
export const salesReps = [
  { id: recordId('User', 2), email: 'rita.rep@demo.example', firstName: 'Rita', lastName: 'Rep' },
  { id: recordId('User', 3), email: 'omar.rep@demo.example', firstName: 'Omar', lastName: 'Rep' },
];
/** Owns what no person owns yet: the "blank" owner of spec C5. */
export const genericOwner = { id: recordId('User', 4), email: 'marketing@demo.example' };
export const unassignedQueue = { id: recordId('Queue', 1), name: 'Unassigned leads' };

const read = { read: true, viewAll: true };
const readAndEdit = { ...read, edit: true };

/** The rights of spec A3 to A5 and no more: what the integration lives with in a careful org. */
export const users = [
  {
    ...integrationUser,
    email: 'integration@demo.example',
    lastName: 'Integration',
    profile: 'minimum' as const,
    permissions: {
      ApiEnabled: true,
      RunReports: true,
      ViewPublicReports: true,
      ViewSetup: true,
      EditTask: true,
      TransferAnyLead: true,
      TransferAnyEntity: true,
    },
    objects: {
      Lead: readAndEdit,
      Contact: readAndEdit,
      Account: read,
      Campaign: read,
      CampaignMember: read,
      Opportunity: read,
      OpportunityContactRole: read,
      User: read,
      Task: { read: true, create: true, edit: true },
    },
  },
  ...salesReps.map(({ id, email, firstName, lastName }) => ({ id, email, firstName, lastName, username: email })),
  { id: genericOwner.id, email: genericOwner.email, username: genericOwner.email, lastName: 'Marketing inbox' },
];
