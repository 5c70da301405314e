import type { OrgDescriptionInput } from '../../src/org/org-description.js';
import { readExample } from '../examples/read-example.js';

export interface RecordedCell {
  readonly label: string;
  readonly value: unknown;
}

export interface RecordedGroup {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly groupings: readonly RecordedGroup[];
}

export interface Recording {
  readonly allData: boolean;
  readonly hasDetailRows: boolean;
  readonly factMap: Record<string, { rows?: { dataCells: RecordedCell[] }[]; aggregates: RecordedCell[] }>;
  readonly groupingsDown: { groupings: readonly RecordedGroup[] };
  readonly groupingsAcross: { groupings: readonly RecordedGroup[] };
  readonly reportMetadata: {
    readonly id: string;
    readonly name: string;
    readonly developerName: string;
    readonly detailColumns: string[];
    readonly aggregates: string[];
    readonly reportFormat: 'TABULAR' | 'SUMMARY' | 'MATRIX';
    readonly reportType: { type: string };
    readonly groupingsDown: { name: string; sortOrder: 'Asc' | 'Desc'; dateGranularity: 'None' | 'Month' }[];
    readonly groupingsAcross: { name: string; sortOrder: 'Asc' | 'Desc'; dateGranularity: 'None' | 'Month' }[];
  };
}

export const readRecording = (file: string) => readExample<Recording>(`reports/${file}`);

/** The recorded report as the org file would hold it. */
export function savedAs(recording: Recording): NonNullable<OrgDescriptionInput['reports']>[number] {
  const { reportMetadata: metadata } = recording;
  return {
    id: metadata.id,
    name: metadata.name,
    developerName: metadata.developerName,
    format: metadata.reportFormat,
    reportType: metadata.reportType.type,
    detailColumns: metadata.detailColumns,
    aggregates: metadata.aggregates,
    groupingsDown: metadata.groupingsDown,
    groupingsAcross: metadata.groupingsAcross,
  };
}

/** The cells of every row of the given key by column name. */
export function rowsOf(recording: Recording, key: string): Record<string, RecordedCell>[] {
  const columns = recording.reportMetadata.detailColumns;
  return (recording.factMap[key]?.rows ?? []).map(({ dataCells }) =>
    Object.fromEntries(dataCells.map((cell, index) => [columns[index] ?? '', cell])),
  );
}

/** The text of a cell as a record would store it. */
export function text(cell: RecordedCell | undefined): string | null {
  return typeof cell?.value === 'string' ? cell.value.replaceAll('<br>', '\n') : null;
}

export function amount(cell: RecordedCell | undefined): number | null {
  const value = cell?.value;
  return typeof value === 'object' && value !== null && 'amount' in value ? Number(value.amount) : null;
}

/** Records by id, each once. */
export class Gathered {
  private readonly byId = new Map<string, Record<string, string | number | boolean | null>>();

  add(id: string | null, values: Record<string, string | number | boolean | null>): string | null {
    if (id !== null) this.byId.set(id, { ...this.byId.get(id), Id: id, ...values });
    return id;
  }

  all(): Record<string, string | number | boolean | null>[] {
    return [...this.byId.values()];
  }
}

/** Owners of recorded rows become users who own what they own; the first one calls. */
export function usersNamed(names: ReadonlyMap<string, string>): OrgDescriptionInput['users'] {
  return [...names].map(([id, name], index) => {
    const [firstName = '', ...rest] = name.split(' ');
    const username = `user${index}@example.com`;
    return { id, username, email: username, firstName, lastName: rest.join(' ') || firstName };
  });
}

export const fixedTokens = { 'token-of-user0': 'user0@example.com' };
