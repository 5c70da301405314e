import type { ReportColumn, ReportDescribe, ReportMetadata } from '@ce/salesforce';
import { entitiesOf } from './column-entity.js';
import { findIdColumn, findRecordId, type RecordIdPlace } from './find-record-id.js';
import { judgeType } from './supported-types.js';

export interface Refusal {
  readonly kind: 'refused';
  readonly code: string;
  /** One sentence: what is wrong. */
  readonly reason: string;
  /** One sentence: what to do. */
  readonly fix: string;
}

export interface ReadableReport {
  readonly kind: 'readable';
  readonly objects: readonly string[];
  /** Where the report's own columns name the record; none when only another column of the type would. */
  readonly places: readonly RecordIdPlace[];
  /** How it can be read in parts beyond the first 2,000 rows; null when it cannot. */
  readonly inParts: InParts | null;
}

export interface InParts {
  /** Columns to ask for; the key is the first. */
  readonly columns: readonly string[];
  readonly key: string;
  readonly places: readonly RecordIdPlace[];
}

/** A describe, or the same parts of a run, which has no type metadata. */
export type JudgedReport = Pick<ReportDescribe, 'reportMetadata' | 'reportExtendedMetadata' | 'reportTypeMetadata'>;

const supported =
  'Use a report on Leads, Contacts & Accounts, Campaigns with Leads, Campaigns with Contacts, or a custom report type of leads or contacts with opportunities.';

export function judgeReport(report: JudgedReport): ReadableReport | Refusal {
  const { reportMetadata: metadata, reportTypeMetadata: typeMetadata } = report;
  if (isJoined(metadata)) {
    return refused(
      'joined-report',
      'The report is a joined report, whose rows have no one record.',
      'Use a tabular, summary or matrix report.',
    );
  }
  const own = ownColumns(report);
  const offered = { ...own, ...offeredColumns(report) };
  const joined = typeMetadata?.objects?.map((object) => object.apiName) ?? entitiesOf(offered);
  const { type = '', label = '' } = metadata.reportType ?? {};
  const verdict = judgeType(type, label, joined);
  if (verdict.kind === 'unsupported') return refused('unsupported-report-type', verdict.reason, supported);

  const { people, objects } = verdict.type;
  const places = findRecordId(own, people);
  const inParts = partsOf(own, offered, people);
  if (places.length === 0 && inParts === null) {
    const ids = people.map((name) => `${name} ID`).join(' or ');
    return refused(
      'no-record-id',
      'No column of the report says which record a row is.',
      `Add the column “${ids}” to the report.`,
    );
  }
  return { kind: 'readable', objects, places, inParts };
}

function partsOf(
  own: Record<string, ReportColumn>,
  offered: Record<string, ReportColumn>,
  people: readonly ('Lead' | 'Contact')[],
): InParts | null {
  const idColumns = people.map((entity) => findIdColumn(own, entity) ?? findIdColumn(offered, entity));
  // A row of a two-sided report has either id, so neither can be the key; the membership's own id is never blank.
  const key =
    people.length === 1
      ? idColumns[0]
      : (findIdColumn(own, 'CampaignMember') ?? findIdColumn(offered, 'CampaignMember'));
  if (key === undefined) return null;
  const places = people.flatMap((objectType, index): RecordIdPlace[] => {
    const column = idColumns[index];
    return column === undefined ? findRecordId(own, [objectType]) : [{ objectType, by: 'id-column', column }];
  });
  const named = places.flatMap((place) => (place.by === 'record-id' ? [] : [place.column]));
  return { key, columns: [...new Set([key, ...named])], places };
}

function isJoined(metadata: ReportMetadata): boolean {
  return metadata.reportFormat.replace('_', '').toUpperCase() === 'MULTIBLOCK';
}

/** In the order of the cells. */
function ownColumns({ reportMetadata, reportExtendedMetadata }: JudgedReport): Record<string, ReportColumn> {
  const info = reportExtendedMetadata.detailColumnInfo;
  return Object.fromEntries(
    reportMetadata.detailColumns.map((name) => [name, info[name] ?? { label: name, dataType: 'string' }]),
  );
}

function offeredColumns({ reportTypeMetadata }: JudgedReport): Record<string, ReportColumn> {
  return Object.assign({}, ...(reportTypeMetadata?.categories ?? []).map((category) => category.columns)) as Record<
    string,
    ReportColumn
  >;
}

function refused(code: string, reason: string, fix: string): Refusal {
  return { kind: 'refused', code, reason, fix };
}
