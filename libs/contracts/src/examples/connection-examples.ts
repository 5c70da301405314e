import type { ConnectionState } from '../connection-events.js';
import { exampleConnectionId } from './example-ids.js';

export const connectionExamples = {
  'salesforce.connection.changed.v1': {
    connectionId: exampleConnectionId,
    workspaceId: 'acme',
    orgId: '00D5e000000AbCdEAK',
    environment: 'production',
    health: 'connected',
    healthReason: null,
    packageVariants: { Lead: 'managed-v2', Contact: 'managed-v2' },
    mapping: {
      entries: [
        {
          ceField: 'first_name',
          objectType: 'Lead',
          salesforceField: 'FirstName',
          valueType: 'string',
          direction: 'read',
        },
        { ceField: 'email', objectType: 'Lead', salesforceField: 'Email', valueType: 'email', direction: 'read' },
        {
          ceField: 'do_not_contact',
          objectType: 'Lead',
          salesforceField: 'HasOptedOutOfEmail',
          valueType: 'boolean',
          direction: 'both',
        },
      ],
    },
    toggles: { emailActivitySync: true, statusWithoutActivitySync: false, doNotContactSync: true, ownerSync: true },
    genericOwnerIds: ['0055e000001AbCdAAK'],
    activityEventIdField: null,
    version: 3,
  },
} satisfies { 'salesforce.connection.changed.v1': ConnectionState };
