import { type CloudEvent, type EmailData, emailReceived } from '@ce/contracts';
import { TIME_ZONE } from '../describe-org/build-org.js';
import type { OrgRecord } from '../play/simulator.js';

/** Source: salesforce-api.md §5.1. */
const LONGEST_SUBJECT = 255;
const LONGEST_DESCRIPTION = 32_000;

/** How a Task differs from what its email makes of it (spec C3), one sentence each. */
export function compareTask(task: OrgRecord, email: CloudEvent): string[] {
  const { subject, body, at, from, to } = email.data as EmailData;
  const prefix = email.type === emailReceived.type ? 'Reply' : 'Email';
  const fields: [string, unknown][] = [
    ['Subject', cut(`${prefix}: ${subject.trim()}`, LONGEST_SUBJECT)],
    ['Description', cut(`From: ${from}\nTo: ${to.join(', ')}\n\n${body}`.trimEnd(), LONGEST_DESCRIPTION)],
    // Swedes write dates as Salesforce does.
    ['ActivityDate', new Date(at).toLocaleDateString('sv-SE', { timeZone: TIME_ZONE })],
    ['Status', 'Completed'],
    ['Priority', 'Normal'],
    ['TaskSubtype', 'Email'],
  ];
  return fields
    .filter(([field, value]) => task[field] !== value)
    .map(([field, value]) => `Task of ${email.id}: ${field} is ${short(task[field])}, should be ${short(value)}`);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length <= 60 ? text : `${text.slice(0, 40)}… (${text.length} characters)`;
}
