/**
 * What keeps `actual` from having the shape of a recording: a missing key, another type, a list without entries. A null
 * in the recording says nothing about the type, only that the key must be there. Extra keys are fine, as Salesforce adds
 * them with every release.
 */
export function shapeProblems(recorded: unknown, actual: unknown, path = '$'): string[] {
  if (recorded === null) return actual === undefined ? [`${path} is missing`] : [];
  const [wanted, given] = [kindOf(recorded), kindOf(actual)];
  if (wanted !== given) return [actual === undefined ? `${path} is missing` : `${path} is ${given}, not ${wanted}`];
  if (Array.isArray(recorded) && Array.isArray(actual)) return listProblems(recorded, actual, path);
  if (isObject(recorded) && isObject(actual)) {
    return Object.entries(recorded).flatMap(([key, value]) =>
      Object.hasOwn(actual, key) ? shapeProblems(value, actual[key], `${path}.${key}`) : [`${path}.${key} is missing`],
    );
  }
  return [];
}

function listProblems(recorded: readonly unknown[], actual: readonly unknown[], path: string): string[] {
  if (recorded.length > 0 && actual.length === 0) return [`${path} is empty`];
  const compared = recorded.slice(0, actual.length);
  return compared.flatMap((item, index) => shapeProblems(item, actual[index], `${path}[${index}]`));
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
