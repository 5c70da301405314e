import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { cloudEventAttributes } from './cloud-event.js';
import { correlationIdFor } from './correlation.js';
import { campaignChanged } from './campaign-events.js';
import { emailSent } from './email-events.js';
import { createEvent } from './event-definition.js';
import { eventExamples } from './examples/index.js';

const email = eventExamples['ce.email.sent.v1'];
const origin = { source: '/services/mail' };

describe('createEvent', () => {
  it('wraps data in a CloudEvent, keyed and correlated by the person', () => {
    const event = createEvent(emailSent, email, { ...origin, id: 'e1', time: new Date(0) });
    expect(event).toMatchObject({
      specversion: '1.0',
      id: 'e1',
      source: '/services/mail',
      type: 'ce.email.sent.v1',
      time: '1970-01-01T00:00:00.000Z',
      partitionkey: `conn-acme/${email.record.id}`,
      correlationid: correlationIdFor('conn-acme', email.record.id),
    });
    expect(cloudEventAttributes.safeParse(event).success).toBe(true);
  });

  it('fills in defaults and normalises ids, so that both forms of an id share a key', () => {
    const short = { ...email, record: { ...email.record, id: email.record.id.slice(0, 15) } };
    const event = createEvent(emailSent, short, origin);
    expect(event.data).toMatchObject({ cc: [], record: { id: email.record.id } });
    expect(event.partitionkey).toBe(createEvent(emailSent, email, origin).partitionkey);
  });

  it('gives every event an id of its own unless told one', () => {
    expect(createEvent(emailSent, email, origin).id).not.toBe(createEvent(emailSent, email, origin).id);
  });

  it('correlates only what belongs to a person, or as told', () => {
    const campaign = eventExamples['ce.campaign.changed.v1'];
    expect(createEvent(campaignChanged, campaign, origin)).not.toHaveProperty('correlationid');
    expect(createEvent(campaignChanged, campaign, { ...origin, correlationId: 'x' }).correlationid).toBe('x');
  });

  it('refuses data that does not fit', () => {
    expect(() => createEvent(emailSent, { ...email, at: 'yesterday' }, origin)).toThrow(ZodError);
    expect(() =>
      createEvent(emailSent, { ...email, record: { type: 'Contact', id: email.record.id } }, origin),
    ).toThrow('does not belong');
  });
});

describe('correlationIdFor', () => {
  it('is the same for the same person, and has the shape of a UUID', () => {
    expect(correlationIdFor('c', 'r')).toBe(correlationIdFor('c', 'r'));
    expect(correlationIdFor('c', 'r')).not.toBe(correlationIdFor('c', 's'));
    expect(correlationIdFor('c', 'r')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
