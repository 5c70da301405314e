import type { z } from 'zod';
import type { emailReceived, emailSent } from '../email-events.js';
import { examplePerson } from './example-ids.js';

export const emailExamples = {
  'ce.email.sent.v1': {
    ...examplePerson,
    campaignId: 'camp-spring',
    conversationId: 'conv-81',
    at: '2026-03-02T09:15:00Z',
    from: 'riley@mail.acme-assistant.example',
    to: ['ada.king@customer.example'],
    subject: 'A question about your spring planning',
    body: 'Hi Ada,\n\nwould a short call next week suit you?\n\nRiley',
  },
  'ce.email.received.v1': {
    ...examplePerson,
    campaignId: 'camp-spring',
    conversationId: 'conv-81',
    at: '2026-03-02T14:40:12+01:00',
    from: 'ada.king@customer.example',
    to: ['riley@mail.acme-assistant.example'],
    cc: ['sam.rivers@acme.example'],
    subject: 'Re: A question about your spring planning',
    body: 'Yes, Tuesday works.',
  },
} satisfies {
  'ce.email.sent.v1': z.input<(typeof emailSent)['schema']>;
  'ce.email.received.v1': z.input<(typeof emailReceived)['schema']>;
};
