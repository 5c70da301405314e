/** Operators that each data type takes, as the `filteroperators` resource lists them (salesforce-api.md §2.4). */
const labels = {
  equals: 'equals',
  notEqual: 'not equal to',
  lessThan: 'less than',
  greaterThan: 'greater than',
  lessOrEqual: 'less or equal',
  greaterOrEqual: 'greater or equal',
  contains: 'contains',
  notContain: 'does not contain',
  startsWith: 'starts with',
  includes: 'includes',
  excludes: 'excludes',
  within: 'within',
} as const;

export type FilterOperator = keyof typeof labels;

const sixComparisons: FilterOperator[] = [
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
];
const nine: FilterOperator[] = [...sixComparisons, 'contains', 'notContain', 'startsWith'];

const byType: Record<string, FilterOperator[]> = {
  id: ['equals', 'notEqual', 'startsWith'],
  reference: ['equals', 'notEqual'],
  boolean: ['equals', 'notEqual'],
  date: sixComparisons,
  datetime: sixComparisons,
  time: sixComparisons,
  int: sixComparisons,
  double: sixComparisons,
  number: sixComparisons,
  currency: sixComparisons,
  percent: sixComparisons,
  multipicklist: ['equals', 'notEqual', 'includes', 'excludes'],
  string: nine,
  textarea: nine,
  text: nine,
  email: nine,
  phone: nine,
  url: nine,
  html: nine,
  picklist: nine,
  combobox: nine,
};

/** `acceptIdComparison`: the engine takes more on ids than its documents say (salesforce-api.md §2.4, conflict). */
export function takesOperator(dataType: string, operator: string, acceptIdComparison: boolean): boolean {
  const listed: readonly string[] = byType[dataType] ?? nine;
  if (listed.includes(operator)) return true;
  return dataType === 'id' && acceptIdComparison && (sixComparisons as string[]).includes(operator);
}

/** The body of `GET …/filteroperators`, and `dataTypeFilterOperatorMap` of a describe. */
export function operatorsByType(): Record<string, { name: string; label: string }[]> {
  return Object.fromEntries(
    Object.entries(byType).map(([type, operators]) => [type, operators.map((name) => ({ name, label: labels[name] }))]),
  );
}
