import { createEvent, emailSent, type CloudEvent } from '@ce/contracts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A lead's id that differs for every number below 17,576. */
export function leadId(number: number): string {
  const letters = [number % 26, Math.floor(number / 26) % 26, Math.floor(number / 676) % 26].map((at) =>
    ALPHABET.charAt(at),
  );
  return `00Q5e000001${letters.join('')}z`;
}

/** One email of one lead; `text` becomes its subject. */
export function anEmail(connectionId: string, lead: number, text: string): CloudEvent {
  return createEvent(
    emailSent,
    {
      connectionId,
      record: { type: 'Lead', id: leadId(lead) },
      at: '2026-01-05T10:00:00Z',
      from: 'assistant@example.com',
      to: ['lead@example.com'],
      subject: text,
      body: 'Hello',
    },
    { source: '/tests/conformance' },
  );
}
