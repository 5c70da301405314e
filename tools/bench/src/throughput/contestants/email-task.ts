import type { EmailData } from '@ce/contracts';
import { EVENT_ID_FIELD } from '@ce/demo';

/** The Task of an email, as plain as it can be, under the key that this system gives it too. */
export function taskOf(eventKey: string, email: EmailData): Record<string, string> {
  return {
    [EVENT_ID_FIELD]: eventKey,
    WhoId: email.record.id,
    Subject: email.subject,
    ActivityDate: email.at.slice(0, 10),
    Status: 'Completed',
    Priority: 'Normal',
    TaskSubtype: 'Email',
    Description: `From: ${email.from}\nTo: ${email.to.join(', ')}\n\n${email.body}`,
  };
}

/** Names one email among those of all publishers. */
export function eventKeyOf(headers: { ce_source?: unknown; ce_id?: unknown } | undefined): string {
  return `${String(headers?.ce_source)} ${String(headers?.ce_id)}`;
}
