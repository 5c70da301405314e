import { createHash } from 'node:crypto';
import type { EmailData } from '@ce/contracts';
import type { FieldDescribe, ObjectDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import type { Cut, PatchFields } from '../write-fields/patch.js';
import { dayInTimeZone } from './day-in-time-zone.js';
import { setText, taskFormOf } from './task-form.js';
import { taskDescription, taskSubject } from './task-text.js';

export interface LoggedEmail extends Pick<EmailData, 'from' | 'to' | 'cc' | 'subject' | 'body'> {
  readonly at: EmailData['at'] | Date;
  readonly direction: 'sent' | 'received';
  /** Who published the event. */
  readonly source: string;
  /** Names the event among those of its source; both together make one email one Task. */
  readonly eventId: string;
  /** The record it belongs to now; a converted lead's contact (salesforce-api.md §5.1). */
  readonly whoId: string;
}

export interface TaskSettings {
  /** Describe of Task, as the integration user sees it. */
  readonly describe: ObjectDescribe;
  /** A status of this org that counts as closed; null where the org has none (`chooseClosedStatus`). */
  readonly closedStatus: string | null;
  /** IANA name of the org's time zone: a Task's day is the one that its people had (`knownTimeZone`). */
  readonly timeZone: string;
  /** Unique external-id field on Activity, or null where the org has none. */
  readonly eventIdField: string | null;
}

export type TaskPlan =
  | { readonly kind: 'task'; readonly fields: PatchFields; readonly cuts: readonly Cut[] }
  | ({ readonly kind: 'refused' } & Refusal);

/** The completed Task of one email (spec C3). Fields that the user may not set are left out, except the needed ones. */
export function taskFor(email: LoggedEmail, settings: TaskSettings): TaskPlan {
  const form = taskFormOf(settings);
  if (form.kind === 'refused') return form;
  // A copy with all fields, since V8 moves an object for each that is added.
  const fields: Record<string, string> = { ...form.blank };
  fields['WhoId'] = email.whoId;
  const cuts: Cut[] = [];
  const { subject, description, day, eventId } = form;
  if (subject !== undefined) setText(fields, cuts, subject, taskSubject(email));
  if (description !== undefined) setText(fields, cuts, description, taskDescription(email));
  if (day !== undefined) setText(fields, cuts, day, dayInTimeZone(new Date(email.at), settings.timeZone));
  if (eventId !== undefined) setText(fields, cuts, eventId, eventKey(email, eventId));
  return { kind: 'task', fields, cuts: [...cuts, ...form.cuts] };
}

/** Salesforce trims external ids and does not tell capitals apart, so only such keys are as different as they look. */
const plainKey = /^[!-@[-~]+ [!-@[-~]+$/;

/** `source id`, or a hash where that is too long or Salesforce could take it for another. */
function eventKey({ source, eventId }: LoggedEmail, field: FieldDescribe): string {
  const key = `${source} ${eventId}`;
  if (plainKey.test(key) && (field.length === 0 || key.length <= field.length)) return key;
  const hash = createHash('sha256')
    .update(JSON.stringify([source, eventId]))
    .digest('hex');
  return field.length === 0 ? hash : hash.slice(0, field.length);
}
