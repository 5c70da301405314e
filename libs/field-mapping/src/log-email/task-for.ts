import { createHash } from 'node:crypto';
import type { EmailData } from '@ce/contracts';
import { activeValues, findField } from '../describe/find-field.js';
import type { FieldDescribe, ObjectDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import { cutText } from '../write-fields/cut-text.js';
import { toSalesforceDate } from '../write-fields/fit-datetime.js';
import type { Cut, PatchFields } from '../write-fields/patch.js';
import { taskDescription, taskSubject } from './task-text.js';

export interface LoggedEmail extends Pick<EmailData, 'at' | 'from' | 'to' | 'cc' | 'subject' | 'body'> {
  readonly direction: 'sent' | 'received';
  /** Names the event among all of its connection, whoever published it: what makes one email one Task. */
  readonly eventId: string;
  /** The record it belongs to now; a converted lead's contact (salesforce-api.md §5.1). */
  readonly whoId: string;
}

export interface TaskSettings {
  /** Describe of Task, as the integration user sees it. */
  readonly describe: ObjectDescribe;
  /** A status of this org that counts as closed; null where the org has none (`chooseClosedStatus`). */
  readonly closedStatus: string | null;
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
  set('ActivityDate', () => toSalesforceDate(new Date(email.at)));
  set('Priority', (field) => picklistChoice(field, 'Normal'));
  set('TaskSubtype', (field) => activeValues(field).find((candidate) => candidate.value === 'Email')?.value);
  if (settings.eventIdField !== null) set(settings.eventIdField, (field) => wholeId(email.eventId, field));
  return { kind: 'task', fields, cuts };
}

/** A cut id might be another's; one that is too long is replaced by its hash. */
function wholeId(id: string, field: FieldDescribe): string {
  if (field.length === 0 || id.length <= field.length) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, field.length);
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
