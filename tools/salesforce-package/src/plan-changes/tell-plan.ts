import { PERMISSION_SET } from '../define-package/integration-rights.js';
import type { Naming } from '../name-fields/field-names.js';
import type { RightsVerdict } from './compare-rights.js';
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
  const rights = `  Permission set ${PERMISSION_SET.name}: ${tellRights(plan.permissionSet)}`;
  return [`${plan.orgName}. ${namings[plan.naming]}`, ...lines, rights, tellSum(plan)];
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

function tellRights(verdict: RightsVerdict): string {
  switch (verdict.kind) {
    case 'create':
      return 'to be created';
    case 'same':
      return 'already as it should be';
    case 'unknown':
      return 'cannot be compared, because this user lacks View Setup and Configuration. A deployment writes it anew.';
    case 'change': {
      const { gains, loses } = verdict;
      const parts = [
        ...(gains.length > 0 ? [`gains ${gains.join(', ')}`] : []),
        ...(loses.length > 0
          ? [`loses ${loses.join(', ')} (keep what was added by hand in a permission set of its own)`]
          : []),
      ];
      return `to be changed: ${parts.join('; ')}`;
    }
  }
}

function tellSum(plan: Plan): string {
  const open = fieldsToDeploy(plan);
  const foreign = plan.fields.filter(({ verdict }) => verdict.kind === 'foreign').length;
  const set = plan.permissionSet.kind;
  if (open.length === 0) {
    if (foreign > 0) return `Nothing to deploy; ${foreign} fields of the managed package need an administrator.`;
    const fields = 'Nothing to do for the fields: each is there as it should be.';
    return set === 'same'
      ? `${fields} The permission set is, too.`
      : `${fields} A deployment would write the permission set.`;
  }
  const count = (kind: string) => open.filter(({ verdict }) => verdict.kind === kind).length;
  const parts = [`${count('create')} to create`, `${count('change')} to change`, `${count('conflict')} in conflict`];
  return `${parts.join(', ')}.${set === 'same' ? '' : ' A deployment also writes the permission set.'}`;
}
