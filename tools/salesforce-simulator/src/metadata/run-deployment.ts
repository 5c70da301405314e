import { toFieldSchema } from '../org/custom-field-schema.js';
import { customField } from '../org/describe-fields.js';
import type { FieldSchema } from '../org/field-schema.js';
import type { Org } from '../org/org.js';
import type { ComponentMessage, DeployOptions, DeployOutcome } from './deploy-outcome.js';
import { judgeCustomField } from './judge-components/judge-custom-field.js';
import type { NamedField } from './judge-components/read-field-permissions.js';
import { judgePermissionSet } from './judge-components/judge-permission-set.js';
import { type Component, readComponents } from './read-package/read-components.js';
import { ComponentProblem } from './read-package/read-metadata-file.js';

/** Judges every component, then applies what may be applied: nothing of a check, nothing of a rolled-back failure. */
export function runDeployment(org: Org, zip: ReadonlyMap<string, string>, options: DeployOptions): DeployOutcome {
  const contents = readPackage(zip);
  if (contents.kind === 'unreadable') return { status: 'Failed', failures: [contents.message], successes: [] };
  const pending = new Map<string, FieldSchema>();
  const judged = inOrder(contents.components).map((component) => judge(org, pending, component, options));
  const strangers = options.ignoreWarnings ? [] : contents.strangers.map(notInManifest);
  const failures = [...strangers, ...judged.flatMap(({ message }) => (message.problem === null ? [] : [message]))];
  const successes = judged.flatMap(({ message }) => (message.problem === null ? [message] : []));
  const keep = !options.checkOnly && (failures.length === 0 || !options.rollbackOnError);
  if (keep) {
    for (const { apply } of judged) apply();
    org.refreshUsers();
    org.state.flush();
  }
  const partial = keep && successes.length > 0 ? 'SucceededPartial' : 'Failed';
  return { status: failures.length === 0 ? 'Succeeded' : partial, failures, successes };
}

interface Judged {
  readonly message: ComponentMessage;
  readonly apply: () => void;
}

function judge(org: Org, pending: Map<string, FieldSchema>, component: Component, options: DeployOptions): Judged {
  const { type, fullName, element } = component;
  const nothing = () => undefined;
  try {
    if (type !== 'CustomField' && type !== 'PermissionSet')
      throw new ComponentProblem(`Unknown type name '${type}' specified in package.xml`);
    if (element === null) {
      if (options.allowMissingFiles) return { message: messageOf(component, {}), apply: nothing };
      throw new ComponentProblem(
        `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`,
      );
    }
    if (type === 'CustomField') {
      const { object, input, created, changed } = judgeCustomField(org, fullName, element);
      const field = toFieldSchema(customField.parse(input));
      pending.set(`${object === 'Activity' ? 'Task' : object}.${field.name}`, field);
      return {
        message: messageOf(component, { created, changed }),
        apply: () => changed && void org.addCustomField(object, input),
      };
    }
    const set = judgePermissionSet(org, (key) => findField(org, pending, key), fullName, element);
    const before = org.permissionSets.get(fullName);
    return {
      message: messageOf(component, {
        created: before === undefined,
        changed: JSON.stringify(before) !== JSON.stringify(set),
      }),
      apply: () => org.permissionSets.put(set),
    };
  } catch (error) {
    if (!(error instanceof ComponentProblem)) throw error;
    return { message: messageOf(component, { problem: error.message, problemType: 'Error' }), apply: nothing };
  }
}

function findField(org: Org, pending: ReadonlyMap<string, FieldSchema>, key: string): NamedField | undefined {
  const [object = '', name = ''] = key.split('.');
  const namespace = org.description.org.namespacePrefix;
  for (const candidate of namespace === null ? [name] : [`${namespace}__${name}`, name]) {
    const found = pending.get(`${object}.${candidate}`) ?? org.schema.object(object)?.fields.get(candidate);
    if (found !== undefined) return { key: `${object}.${candidate}`, permissionable: found.permissionable };
  }
  return undefined;
}

/** Fields first: permission sets of the same package speak of them. */
function inOrder(components: readonly Component[]): Component[] {
  return [...components].sort((a, b) => Number(a.type === 'PermissionSet') - Number(b.type === 'PermissionSet'));
}

function readPackage(zip: ReadonlyMap<string, string>) {
  const failed = (problem: string) => ({ kind: 'unreadable' as const, message: ofPackage('package.xml', problem) });
  if (!zip.has('package.xml')) return failed('No package.xml found');
  try {
    return { kind: 'read' as const, ...readComponents(zip) };
  } catch (error) {
    if (error instanceof ComponentProblem) return failed(error.message);
    throw error;
  }
}

function notInManifest(fileName: string): ComponentMessage {
  return { ...ofPackage(fileName, 'Not in package.xml'), problemType: 'Warning' };
}

function ofPackage(fileName: string, problem: string): ComponentMessage {
  const component = { type: '', fullName: fileName, fileName };
  return messageOf(component, { problem, problemType: 'Error' });
}

function messageOf(
  { type, fullName, fileName }: Omit<Component, 'element'>,
  rest: Partial<ComponentMessage>,
): ComponentMessage {
  return {
    componentType: type,
    fullName,
    fileName,
    problem: null,
    problemType: null,
    created: false,
    changed: false,
    ...rest,
  };
}
