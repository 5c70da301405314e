import { toLongId } from '@ce/contracts';
import type { Activity } from '../receive-emails/activity.js';

/** For tests: an activity that was just stored. */
export function anActivity(change: Partial<Activity> = {}): Activity {
  return {
    id: 'a1',
    connectionId: 'c1',
    recordId: toLongId('00Q5g0000000001'),
    lockGroup: null,
    kind: 'tasks',
    priority: 0,
    state: 'claimed',
    claimedBy: null,
    claimedUntil: null,
    attempts: 0,
    notBefore: new Date(0),
    errorClass: null,
    errorCode: null,
    reason: null,
    fix: null,
    ambiguous: false,
    resultId: null,
    createdAt: new Date(0),
    settledAt: null,
    source: '/ce',
    eventId: 'e1',
    recordType: 'Lead',
    direction: 'sent',
    at: new Date(0),
    sender: 'a@ce.test',
    recipients: { to: ['p@acme.test'], cc: [] },
    subject: 'Hi',
    body: 'Hello',
    ...change,
  };
}
