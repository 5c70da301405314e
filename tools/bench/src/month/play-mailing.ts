import {
  type CloudEvent,
  conversationCompleted,
  conversationStatusChanged,
  createEvent,
  emailSent,
} from '@ce/contracts';
import { publishEvents, SOURCE } from '@ce/demo';
import type { OnStage } from '../bench-stage.js';

export interface Mailing {
  campaignId: string;
  /** Ids of leads. */
  people: readonly string[];
  /** 1 for the first. */
  number: number;
  isLast: boolean;
  /** Emails in one second. */
  pace: number;
}

/** One email of a campaign to all of its people, second by second; the first begins conversations, the last ends them. */
export async function playMailing(stage: OnStage, mailing: Mailing): Promise<string[]> {
  const ids: string[] = [];
  const { people, pace } = mailing;
  for (let from = 0; from < people.length; from += pace) {
    const now = new Date();
    const part = people
      .slice(from, from + pace)
      .map((lead, at) => eventsOf(stage.connectionId, mailing, { lead, place: from + at }, now));
    ids.push(...part.map(([email]) => email?.id ?? ''));
    const events = stage.standalone.urls['activity-logging'];
    await publishEvents(events, stage.publisherToken, part.flat());
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, now.getTime() + 1_000 - Date.now())));
  }
  return ids;
}

/** The email first. Ids without capitals, so that Tasks carry them as they are. */
function eventsOf(
  connectionId: string,
  { campaignId, number, isLast }: Mailing,
  { lead, place }: { lead: string; place: number },
  now: Date,
): CloudEvent[] {
  const conversationId = `${campaignId}-${place}`;
  const at = now.toISOString();
  const common = { connectionId, record: { type: 'Lead', id: lead }, campaignId, conversationId, at } as const;
  const given = (name: string) => ({ source: SOURCE, id: `${conversationId}-${name}`, time: now });
  const email = {
    ...common,
    from: 'ava@ce.example.com',
    to: ['lead@customer.example'],
    subject: `Email ${number}`,
    body: 'Would a short call next week help?',
  };
  return [
    createEvent(emailSent, email, given(`email-${number}`)),
    ...(number === 1
      ? [createEvent(conversationStatusChanged, { ...common, status: 'in_progress' }, given('in-progress'))]
      : []),
    ...(isLast ? [createEvent(conversationCompleted, { ...common, status: 'unresponsive' }, given('completed'))] : []),
  ];
}
