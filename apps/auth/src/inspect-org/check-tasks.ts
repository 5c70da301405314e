import type { ConnectionToggles } from '@ce/contracts';
import { findField } from '@ce/field-mapping';
import type { ObjectDescribe } from '@ce/salesforce';
import { type Check, fail, pass, warn } from './check.js';
import { findEventIdField } from './find-event-id-field.js';

/** Without the first ones there is no Task at all; the others are left out where hidden. Source: spec A5, C3. */
const needed = ['WhoId', 'Subject', 'Status'];
const wanted = ['ActivityDate', 'Priority', 'Description', 'TaskSubtype'];

export function checkTasks(task: ObjectDescribe | null, toggles: ConnectionToggles): Check[] {
  if (!toggles.emailActivitySync) return [pass('tasks', 'Email-activity sync is switched off.')];
  const creatable = (name: string) => task !== null && findField(task, name)?.createable === true;
  const lacking = needed.filter((name) => !creatable(name));
  if (task === null || !task.createable || lacking.length > 0) {
    const what =
      lacking.length > 0 && task?.createable === true ? `set ${lacking.join(', ')} of Tasks` : 'create Tasks';
    return [
      fail(
        'tasks',
        'every email’s Task',
        `The user may not ${what}.`,
        'Give the connected user “Edit Tasks” and edit access to the Task fields.',
      ),
    ];
  }
  const hidden = wanted.filter((name) => !creatable(name));
  const fields =
    hidden.length === 0
      ? pass('tasks', 'The user may create Tasks with all their fields.')
      : warn(
          'tasks',
          'what a Task shows',
          `The user may not set ${hidden.join(', ')} of Tasks; they are left out.`,
          'Give the connected user edit access to these Task fields.',
        );
  return [fields, eventId(task)];
}

function eventId(task: ObjectDescribe): Check {
  const name = findEventIdField(task);
  if (name !== null) return pass('task-event-id', `Activities have the unique event id ${name}.`);
  return warn(
    'task-event-id',
    'Tasks after an unclear failure: they are looked for first, or parked, instead of being upserted',
    'Activities have no unique external-id field for the event id that the user may set.',
    'Deploy the optional field of the package on Activity, and let the connected user edit it.',
  );
}
