import { createHash } from 'node:crypto';
import type { EmailData } from '@ce/contracts';
import { activeValues, findField } from '../describe/find-field.js';
import type { FieldDescribe, ObjectDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import { cutText } from '../write-fields/cut-text.js';
import type { Cut, PatchFields } from '../write-fields/patch.js';
import { dayInTimeZone } from './day-in-time-zone.js';
import { taskDescription, taskSubject } from './task-text.js';

export interface LoggedEmail extends Pick<EmailData, 'at' | 'from' | 'to' | 'cc' | 'subject' | 'body'> {
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
  const { describe, closedStatus } = settings;
  if (closedStatus === null) return noClosedStatus;
  const missing = ['WhoId', 'Subject', 'Status'].find((name) => findField(describe, name)?.createable !== true);
  if (missing !== undefined) return cannotSet(missing);

  const fields: Record<string, string> = { WhoId: email.whoId, Status: closedStatus };
  const cuts: Cut[] = [];
  const set = (name: string, value: (field: FieldDescribe) => string | undefined) => {
    const field = findField(describe, name);
    const text = field?.createable === true ? value(field) : undefined;
    if (field === undefined || text === undefined) return;
    const length = field.length === 0 ? text.length : field.length;
    fields[field.name] = cutText(text, length);
    if (text.length > length) cuts.push({ field: field.name, from: text.length, to: length });
  };
  set('Subject', () => taskSubject(email));
  set('Description', () => taskDescription(email));
  set('ActivityDate', () => dayInTimeZone(new Date(email.at), settings.timeZone));
  set('Priority', (field) => picklistChoice(field, 'Normal'));
  set('TaskSubtype', (field) => activeValues(field).find((candidate) => candidate.value === 'Email')?.value);
  if (settings.eventIdField !== null) set(settings.eventIdField, (field) => eventKey(email, field));
  return { kind: 'task', fields, cuts };
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

/** The wanted value, else the org's default, else nothing: Salesforce then takes its own default. */
function picklistChoice(field: FieldDescribe, wanted: string): string | undefined {
  const values = activeValues(field);
  return (values.find((candidate) => candidate.value === wanted) ?? values.find((candidate) => candidate.defaultValue))
    ?.value;
}

const noClosedStatus: TaskPlan = {
  kind: 'refused',
  class: 'configuration',
  code: 'task-status-missing',
  reason: 'This org has no task status that counts as closed.',
  fix: 'Mark a task status as closed in Setup, then replay.',
};

function cannotSet(name: string): TaskPlan {
  return {
    kind: 'refused',
    class: 'configuration',
    code: 'field-not-writable',
    reason: `The integration user may not set ${name} on tasks.`,
    fix: `Give the integration user edit access to Task and its field ${name}, then replay.`,
  };
}
