import type { ObjectType } from '@ce/contracts';
import type { ReportColumn } from '@ce/salesforce';
import { fieldOf } from './column-entity.js';

/** Where a row says which record it is. Places are tried in their order; what is found must have the type's key prefix. */
export type RecordIdPlace =
  | { readonly objectType: ObjectType; readonly by: 'id-column' | 'name-column'; readonly column: string }
  /** Any cell's `recordId`, where Salesforce gives it. */
  | { readonly objectType: ObjectType; readonly by: 'record-id' };

type Columns = Readonly<Record<string, ReportColumn>>;

/**
 * The places of these columns, best first. Where a row may be either, a name column is described as one type's and holds
 * the other's ids as well. Source: salesforce-api.md §2.6.
 */
export function findRecordId(columns: Columns, people: readonly ObjectType[]): RecordIdPlace[] {
  return people.flatMap((objectType): RecordIdPlace[] => [
    ...namesOf(columns, (name, column) => isIdOf(objectType, name, column)).map((column): RecordIdPlace => ({
      objectType,
      by: 'id-column',
      column,
    })),
    ...namesOf(columns, (name, column) => people.some((person) => isNameOf(person, name, column))).map(
      (column): RecordIdPlace => ({
        objectType,
        by: 'name-column',
        column,
      }),
    ),
    ...(Object.values(columns).some((column) => people.some((person) => column.fieldInfo?.entityName === person))
      ? [{ objectType, by: 'record-id' } as const]
      : []),
  ]);
}

/** The native id columns among all that a report type offers; the report itself may not show them. */
export function findIdColumn(columns: Columns, entity: string): string | undefined {
  return namesOf(columns, (name, column) => column.filterable !== false && isIdOf(entity, name, column))[0];
}

function isIdOf(entity: string, name: string, column: ReportColumn): boolean {
  if (column.dataType !== 'id') return false;
  const field = fieldOf(name, column);
  if (field !== undefined) return field.entity === entity && field.field === 'Id';
  const plain = name.toUpperCase();
  return plain === `${entity.toUpperCase()}_ID` || (entity === 'CampaignMember' && plain === 'MEMBER_ID');
}

const nameFields = ['Name', 'FirstName', 'LastName'];

/** Old describes do not say `isLookup`; then the prefix of what the cells hold decides. */
function isNameOf(entity: string, name: string, column: ReportColumn): boolean {
  if (column.isLookup === false) return false;
  const field = fieldOf(name, column);
  if (field !== undefined) return field.entity === entity && nameFields.includes(field.field);
  return ['FIRST_NAME', 'LAST_NAME', 'FULL_NAME', 'NAME'].includes(name);
}

function namesOf(columns: Columns, accepts: (name: string, column: ReportColumn) => boolean): string[] {
  return Object.entries(columns)
    .filter(([name, column]) => accepts(name, column))
    .map(([name]) => name);
}
