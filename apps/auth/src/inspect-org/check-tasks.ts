import type { ConnectionToggles } from '@ce/contracts';
import { findField } from '@ce/field-mapping';
import type { ObjectDescribe } from '@ce/salesforce';
import { type Check, fail, pass, warn } from './check.js';
import { findEventIdField, unfitEventIdField } from './find-event-id-field.js';
import type { OrgFacts } from './org-facts.js';

/** Without the first ones there is no Task at all; the others are left out where hidden. Source: spec A5, C3. */
const needed = ['WhoId', 'Subject', 'Status'];
const wanted = ['ActivityDate', 'Priority', 'Description', 'TaskSubtype'];

export function checkTasks({ describes, permissions }: OrgFacts, toggles: ConnectionToggles): Check[] {
  if (!toggles.emailActivitySync) return [pass('tasks', 'Email-activity sync is switched off.')];
  const task = describes.Task;
  const creatable = (name: string) => task !== null && findField(task, name)?.createable === true;
  const lacking = needed.filter((name) => !creatable(name));
  if (task === null || !task.createable || lacking.length > 0) {
    const mayNot =
      lacking.length > 0 && task?.createable === true ? `set ${lacking.join(', ')} of Tasks` : 'create Tasks';
    const because = permissions.PermissionsEditTask === false ? ': it lacks “Edit Tasks”' : '';
    return [
      fail(
        'tasks',
        'every email’s Task',
        `The user may not ${mayNot}${because}.`,
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
  return [fields, readTasks(task), eventId(task)];
}

/** After an unclear failure the Task is looked for; spec A5 asks for Read and Edit. */
function readTasks(task: ObjectDescribe): Check {
  if (task.queryable && task.updateable) return pass('task-access', 'The user may read and edit Tasks.');
  return warn(
    'task-access',
    'Tasks after an unclear failure, which cannot be looked for',
    `The user may not ${task.queryable ? 'edit' : 'read'} Tasks.`,
    'Give the connected user Read and Edit on Tasks.',
  );
}

function eventId(task: ObjectDescribe): Check {
  const name = findEventIdField(task);
  if (name !== null) return pass('task-event-id', `Activities have the unique event id ${name}.`);
  const unfit = unfitEventIdField(task);
  return warn(
    'task-event-id',
    'Tasks after an unclear failure: they are looked for first, or parked, instead of being upserted',
    unfit === null
      ? 'Activities have no field for the event id that the user can see.'
      : `The field ${unfit.name} of activities cannot be used: ${unfit.problem}.`,
    'Deploy the optional field of the package on Activity, and let the connected user edit it.',
  );
}
