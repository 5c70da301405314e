import type { FieldDescribe, ObjectDescribe } from '@ce/salesforce';
import {
  type FieldRight,
  sometimesSecuredTaskFields,
  taskFields as alwaysSecured,
} from '../define-package/integration-rights.js';
import {
  eventIdField,
  type FieldDefinition,
  type FieldHolder,
  packageFields,
  personFields,
} from '../define-package/package-fields.js';
import { chooseNaming } from '../name-fields/choose-naming.js';
import { type FieldNames, fieldNames, type Naming } from '../name-fields/field-names.js';
import type { RightsOfOrg } from '../render-metadata/render-permission-set.js';
import { compareField, type FieldVerdict } from './compare-field.js';
import { compareRights, type RightsVerdict } from './compare-rights.js';
import type { OrgView } from './read-org.js';
import type { GrantedSet } from './read-permission-set.js';

export interface Wishes {
  /** The optional field on Activity. */
  readonly eventId: boolean;
  /** Rights beyond the standard mapping. */
  readonly more: readonly FieldRight[];
}

export interface PlannedField {
  readonly holder: FieldHolder;
  readonly definition: FieldDefinition;
  readonly names: FieldNames;
  /** `foreign`: belongs to the installed managed package, so that no deployment may touch it. */
  readonly verdict: FieldVerdict | { readonly kind: 'foreign'; readonly differences: readonly string[] };
}

export interface Plan {
  readonly orgName: string;
  readonly naming: Naming;
  readonly fields: readonly PlannedField[];
  readonly rights: RightsOfOrg;
  readonly permissionSet: RightsVerdict;
}

/** What a deployment would do to this org. */
export function planChanges(view: OrgView, granted: GrantedSet, wishes: Wishes): Plan {
  const { Lead, Contact, Task } = view.describes;
  const shown = [Lead, Contact].flatMap((describe) => describe?.fields.map((field) => field.name) ?? []);
  const naming = chooseNaming(view.namespacePrefix, shown);
  const person = (holder: 'Lead' | 'Contact', describe: ObjectDescribe | null) =>
    personFields.map((definition) => planField(holder, definition, naming, describe));
  const existingId = findEventId(Task, naming);
  const activity = wishes.eventId && existingId === null ? planActivity(naming, Task) : [];
  const rights: RightsOfOrg = {
    naming,
    taskFields: securedTaskFields(Task),
    ...(existingId !== null ? { eventIdName: existingId } : wishes.eventId ? {} : { eventIdName: null }),
    more: wishes.more,
  };
  return {
    orgName: view.name,
    naming,
    fields: [...person('Lead', Lead), ...person('Contact', Contact), ...activity],
    rights,
    permissionSet: compareRights(rights, granted),
  };
}

/** Of the plan those fields that a deployment has to carry. */
export function fieldsToDeploy(plan: Plan): PlannedField[] {
  return plan.fields.filter(({ verdict }) => verdict.kind !== 'same' && verdict.kind !== 'foreign');
}

function planField(
  holder: FieldHolder,
  definition: FieldDefinition,
  naming: Naming,
  describe: ObjectDescribe | null,
): PlannedField {
  const names = fieldNames(definition, naming);
  const found: FieldDescribe | undefined = describe?.fields.find(
    ({ name }) => name.toLowerCase() === names.shown.toLowerCase(),
  );
  const verdict = compareField(definition, found);
  if (naming !== 'managed' || holder === 'Activity' || verdict.kind === 'same')
    return { holder, definition, names, verdict };
  const differences = verdict.kind === 'create' ? ['cannot be seen'] : verdict.differences;
  return { holder, definition, names, verdict: { kind: 'foreign', differences } };
}

function planActivity(naming: Naming, task: ObjectDescribe | null): PlannedField[] {
  return packageFields.Activity.map((definition) => planField('Activity', definition, naming, task));
}

/** The connection finds such a field by this rule, whatever its prefix. */
const EVENT_ID = /(?:^|_)event_?id__c$/i;

/** A usable one under another name than ours would get, e.g. the managed package’s. */
function findEventId(task: ObjectDescribe | null, naming: Naming): string | null {
  const ours = fieldNames(eventIdField, naming).shown;
  const found = task?.fields.find(
    ({ name, externalId, unique }) => EVENT_ID.test(name) && externalId && unique && name !== ours,
  );
  return found?.name ?? null;
}

/** Salesforce refuses an entry for a field without field-level security, and which have it differs between orgs. */
function securedTaskFields(task: ObjectDescribe | null): string[] {
  const secured = (name: string) => task?.fields.find((field) => field.name === name)?.permissionable;
  return [
    // A field that describe does not show is hidden, hence secured.
    ...alwaysSecured.filter((name) => secured(name) !== false),
    ...sometimesSecuredTaskFields.filter((name) => secured(name) === true),
  ];
}
