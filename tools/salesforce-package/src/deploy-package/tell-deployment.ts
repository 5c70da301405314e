import type { DeployMessage, DeployStatus } from '@ce/salesforce';
import { PERMISSION_SET } from '../define-package/integration-rights.js';

export function tellProgress(status: DeployStatus): string {
  const { numberComponentsDeployed: deployed, numberComponentsTotal: total, numberComponentErrors: errors } = status;
  const refused = errors === 0 ? '' : `, ${errors} refused`;
  return `  ${status.status}: ${deployed} of ${total} components${refused}`;
}

/** The end of a deployment, line by line. */
export function tellResult(status: DeployStatus): string[] {
  if (status.success) return [...status.componentSuccesses.map(tellSuccess), ...tellNext(status)];
  const failures = status.componentFailures.flatMap(tellFailure);
  const whole = status.errorMessage === null ? [] : [`  ${status.errorMessage}`];
  const end =
    status.status === 'Canceled'
      ? 'Somebody canceled the deployment. Nothing was changed; deploy again.'
      : 'Salesforce refused the deployment. Nothing was changed; correct the above and deploy again.';
  return [...failures, ...whole, end];
}

function tellSuccess({ componentType, fullName, created, changed, problem }: DeployMessage): string {
  const warning = problem === null ? '' : ` (${problem})`;
  return `  ${componentType} ${fullName}: ${created ? 'created' : changed ? 'changed' : 'unchanged'}${warning}`;
}

function tellNext({ checkOnly }: DeployStatus): string[] {
  if (checkOnly) return ['Salesforce would accept the deployment. Nothing was changed.'];
  return [
    `Deployed. New fields are hidden from everybody: assign the permission set “${PERMISSION_SET.label}” to the user that the integration connects as.`,
  ];
}

function tellFailure({ componentType, fullName, fileName, problem }: DeployMessage): string[] {
  const name = componentType === '' ? fileName : `${componentType} ${fullName}`;
  return [`  ${name}: ${problem ?? 'refused without a reason'}`, `    → ${fixFor(problem ?? '')}`];
}

const fixes: readonly (readonly [RegExp, string])[] = [
  [/Cannot update a field to a/i, 'Another field has this name: rename or remove it in Setup.'],
  [
    /no CustomField named (Lead|Contact|Task|Event)\./i,
    'The field does not exist in the org: leave it out or create it.',
  ],
  [/cannot deploy to a required field/i, 'The field has no field-level security: leave it out.'],
  [/Unknown user permission/i, 'The org’s edition lacks this permission: give the rest by hand in Setup.'],
  [/depends on permission/i, 'Add the named permission in Setup, or report this to the maintainers of this package.'],
  [/limit|maximum number/i, 'The org has no room for more custom fields: remove unused ones.'],
  [/duplicate/i, 'Existing records or components share a value or name: tidy them up in Setup.'],
  [/permission|access|privilege/i, 'Deploy as a user with “Customize Application”.'],
];

function fixFor(problem: string): string {
  return fixes.find(([pattern]) => pattern.test(problem))?.[1] ?? 'Look at this component in Setup.';
}
