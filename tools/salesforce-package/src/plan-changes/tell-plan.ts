import type { Naming } from '../name-fields/field-names.js';
import { fieldsToDeploy, type Plan, type PlannedField } from './plan-changes.js';

const namings: Record<Naming, string> = {
  package: 'This is the org of the managed package; the fields get its namespace.',
  managed: 'The managed package is installed; its six fields are used, and only what it lacks is deployed.',
  unmanaged:
    'The managed package is not installed; the fields get the unmanaged names sw01_…, which are known as well.',
};

/** The plan for a person, line by line. */
export function tellPlan(plan: Plan): string[] {
  const width = Math.max(...plan.fields.map((field) => nameOf(field).length));
  const lines = plan.fields.map((field) => `  ${nameOf(field).padEnd(width)}  ${tellVerdict(field)}`);
  return [`${plan.orgName}. ${namings[plan.naming]}`, ...lines, tellSum(plan)];
}

function nameOf({ holder, names }: PlannedField): string {
  return `${holder}.${names.shown}`;
}

function tellVerdict({ verdict }: PlannedField): string {
  switch (verdict.kind) {
    case 'create':
      return 'to be created (not there, or hidden from this user)';
    case 'same':
      return 'already there';
    case 'change':
      return `to be changed: ${verdict.differences.join('; ')}`;
    case 'conflict':
      return `conflict: ${verdict.differences.join('; ')}. Rename or remove that field first.`;
    case 'foreign':
      return `${verdict.differences.join('; ')}. It belongs to the managed package: grant access, upgrade the package or mend the field in Setup.`;
  }
}

function tellSum(plan: Plan): string {
  const open = fieldsToDeploy(plan);
  const foreign = plan.fields.filter(({ verdict }) => verdict.kind === 'foreign').length;
  if (open.length === 0) {
    return foreign === 0
      ? 'Nothing to do for the fields: each is there as it should be. A deployment would write the permission set anew.'
      : `Nothing to deploy; ${foreign} fields of the managed package need an administrator.`;
  }
  const count = (kind: string) => open.filter(({ verdict }) => verdict.kind === kind).length;
  const parts = [`${count('create')} to create`, `${count('change')} to change`, `${count('conflict')} in conflict`];
  return `${parts.join(', ')}. A deployment also writes the permission set.`;
}
