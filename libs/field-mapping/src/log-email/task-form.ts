import { activeValues, findField } from '../describe/find-field.js';
import type { FieldDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import { cutText } from '../write-fields/cut-text.js';
import type { Cut } from '../write-fields/patch.js';
import type { TaskSettings } from './task-for.js';

/** What is the same for all Tasks of an org: the fields that may be set, and the values that no email changes. */
export type TaskForm =
  | {
      readonly kind: 'form';
      /** Every field of a Task, with its constants, and empty where an email says what it holds. */
      readonly blank: Readonly<Record<string, string>>;
      /** Of the constants. */
      readonly cuts: readonly Cut[];
      readonly subject: FieldDescribe | undefined;
      readonly description: FieldDescribe | undefined;
      readonly day: FieldDescribe | undefined;
      readonly eventId: FieldDescribe | undefined;
    }
  | ({ readonly kind: 'refused' } & Refusal);

// One is the same for thousands of emails.
const forms = new WeakMap<TaskSettings, TaskForm>();

export function taskFormOf(settings: TaskSettings): TaskForm {
  let form = forms.get(settings);
  if (form === undefined) {
    form = makeForm(settings);
    forms.set(settings, form);
  }
  return form;
}

/** Sets a text, cut to what the field holds, and notes the cut. */
export function setText(fields: Record<string, string>, cuts: Cut[], field: FieldDescribe, text: string): void {
  const length = field.length === 0 ? text.length : field.length;
  fields[field.name] = cutText(text, length);
  if (text.length > length) cuts.push({ field: field.name, from: text.length, to: length });
}

function makeForm({ describe, closedStatus, eventIdField }: TaskSettings): TaskForm {
  if (closedStatus === null) return noClosedStatus;
  const missing = ['WhoId', 'Subject', 'Status'].find((name) => findField(describe, name)?.createable !== true);
  if (missing !== undefined) return cannotSet(missing);
  const settable = (name: string) => {
    const field = findField(describe, name);
    return field?.createable === true ? field : undefined;
  };
  const constants: Record<string, string> = { Status: closedStatus };
  const cuts: Cut[] = [];
  const constant = (name: string, choose: (field: FieldDescribe) => string | undefined) => {
    const field = settable(name);
    const text = field === undefined ? undefined : choose(field);
    if (field !== undefined && text !== undefined) setText(constants, cuts, field, text);
  };
  constant('Priority', (field) => picklistChoice(field, 'Normal'));
  constant('TaskSubtype', (field) => activeValues(field).find((candidate) => candidate.value === 'Email')?.value);
  const [subject, description, day] = [settable('Subject'), settable('Description'), settable('ActivityDate')];
  const eventId = eventIdField === null ? undefined : settable(eventIdField);
  const blank: Record<string, string> = { ...constants, WhoId: '' };
  for (const field of [subject, description, day, eventId]) if (field !== undefined) blank[field.name] = '';
  return { kind: 'form', blank, cuts, subject, description, day, eventId };
}

/** The wanted value, else the org's default, else nothing: Salesforce then takes its own default. */
function picklistChoice(field: FieldDescribe, wanted: string): string | undefined {
  const values = activeValues(field);
  return (values.find((candidate) => candidate.value === wanted) ?? values.find((candidate) => candidate.defaultValue))
    ?.value;
}

const noClosedStatus: TaskForm = {
  kind: 'refused',
  class: 'configuration',
  code: 'task-status-missing',
  reason: 'This org has no task status that counts as closed.',
  fix: 'Mark a task status as closed in Setup, then replay.',
};

function cannotSet(name: string): TaskForm {
  return {
    kind: 'refused',
    class: 'configuration',
    code: 'field-not-writable',
    reason: `The integration user may not set ${name} on tasks.`,
    fix: `Give the integration user edit access to Task and its field ${name}, then replay.`,
  };
}
