import type { Aggregate } from './aggregate.js';
import type { Column } from './column.js';
import type { RunPlan } from './plan-run.js';
import type { ReportReader } from './report-org.js';

type Info = Record<string, unknown>;

/** The report's own columns, groupings and summaries, and no others (salesforce-api.md §2.3). */
export function extendedMetadata({ org }: Pick<ReportReader, 'org'>, plan: RunPlan): Info {
  const { aggregates, details, down, across } = plan;
  const told = org.description.switches.reportColumnFacts === 'all' ? detailInfo : briefInfo;
  const groupings = [down, across].flatMap((side) =>
    side.map(({ column }, level): [string, Info] => [
      column.name,
      { label: column.label, dataType: column.dataType, groupingLevel: level },
    ]),
  );
  return {
    aggregateColumnInfo: Object.fromEntries(aggregates.map((aggregate) => [aggregate.name, aggregateInfo(aggregate)])),
    availableDashboardSettings: null,
    detailColumnInfo: Object.fromEntries(details.map((column) => [column.name, told(column)])),
    groupingColumnInfo: Object.fromEntries(groupings),
  };
}

function aggregateInfo({ label, dataType }: Aggregate): Info {
  return { label, dataType, acrossGroupingContext: null, downGroupingContext: null };
}

const briefInfo = ({ label, dataType }: Column): Info => ({ label, dataType });

function detailInfo(column: Column): Info {
  const { source, editable, isName } = column;
  return {
    ...sharedInfo(column),
    fullyQualifiedName: source.path,
    ...(editable && {
      fieldInfo: {
        entityName: source.object.name,
        fieldName: source.field.name,
        ...(isName && { lookupEntityName: source.object.name }),
      },
    }),
  };
}

/** A column of the type, as `reportTypeMetadata.categories` lists it. */
export function typeColumnInfo(column: Column): Info {
  const { field } = column.source;
  return {
    ...sharedInfo(column),
    isCustom: field.custom,
    bucketable: field.groupable,
    maxLength: field.length > 0 ? field.length : null,
    allowedInCustomDetailFormula: field.type !== 'textarea',
    fieldToFieldFilterable: field.filterable,
  };
}

function sharedInfo(column: Column): Info {
  const { field, object } = column.source;
  const values = field.picklistValues.map(({ value, label, active }) => ({
    active,
    apiName: value,
    label,
    name: value,
  }));
  const listed = (active: boolean) =>
    values.filter((value) => value.active === active).map(({ active: _, ...value }) => value);
  return {
    label: column.label,
    dataType: column.dataType,
    entityColumnName: `${object.name}.${field.compoundFieldName?.endsWith('Address') ? field.compoundFieldName : field.name}`,
    isLookup: column.isName,
    filterable: field.filterable,
    filterValues: listed(true),
    inactiveFilterValues: listed(false),
    uniqueCountable: field.type !== 'textarea',
  };
}
