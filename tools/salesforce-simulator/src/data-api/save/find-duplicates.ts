import type { FieldValue, ObjectSchema, OrgRecord } from '../../org/field-schema.js';
import type { RowError } from './row-result.js';
import type { SaveContext } from './save-context.js';

type Values = Readonly<Record<string, FieldValue>>;
type Rule = SaveContext['org']['description']['duplicateRules'][number];

/** Records that a duplicate rule finds equal (salesforce-api.md §4, DUPLICATES_DETECTED). */
export function findDuplicates(
  context: SaveContext,
  object: ObjectSchema,
  record: Values,
  ownId: string | null,
): RowError | null {
  for (const rule of context.org.description.duplicateRules) {
    if (rule.object !== object.name || (ownId !== null && !rule.onUpdate)) continue;
    if (rule.action === 'alert' && context.allowDuplicates) continue;
    const found = matches(context, object, rule, record).filter((match) => match.Id !== ownId);
    if (found.length > 0) return duplicateError(context, object, rule, found);
  }
  return null;
}

function matches({ org }: SaveContext, object: ObjectSchema, rule: Rule, record: Values): OrgRecord[] {
  const fields = rule.matchOn.flatMap((name) => object.fields.get(name) ?? []);
  const [first, ...others] = fields;
  const wanted = first === undefined ? null : (record[first.name] ?? null);
  if (first === undefined || wanted === null) return [];
  const same = (a: FieldValue, b: FieldValue) => a !== null && String(a).toLowerCase() === String(b).toLowerCase();
  return org.records
    .findBy(object.name, first, wanted)
    .filter((row) => row['IsDeleted'] !== true)
    .filter((row) => others.every(({ name }) => same(row[name] ?? null, record[name] ?? null)));
}

function duplicateError({ org, version }: SaveContext, object: ObjectSchema, rule: Rule, found: OrgRecord[]): RowError {
  const result = {
    allowSave: rule.action === 'alert',
    duplicateRule: rule.name,
    duplicateRuleEntityType: object.name,
    errorMessage: rule.message,
    matchResults: [
      {
        entityType: object.name,
        errors: [],
        matchEngine: 'ExactMatchEngine',
        matchRecords: found.map(({ Id }) => ({
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: {
            attributes: { type: object.name, url: `/services/data/v${version}/sobjects/${object.name}/${Id}` },
            Id,
          },
        })),
        rule: rule.matchingRule ?? rule.name,
        size: found.length,
        success: true,
      },
    ],
  };
  return {
    statusCode: 'DUPLICATES_DETECTED',
    message: rule.message,
    fields: [],
    extra: { [org.description.switches.duplicateResultKey]: result },
  };
}
