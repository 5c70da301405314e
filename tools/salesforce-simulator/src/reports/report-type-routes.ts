import type { Answer, Call } from '../http/route.js';
import { reportDescription } from '../org/describe-reports.js';
import { ColumnSet } from './column-set.js';
import { extendedMetadata } from './column-info.js';
import { openReport } from './open-report.js';
import { planRun } from './plan-run.js';
import { readerOf } from './reader-of-call.js';
import { analyticsPath } from './report-addresses.js';
import { reportFaults } from './report-fault.js';
import { reportMetadata } from './report-metadata.js';
import { objectsOf } from './report-type.js';
import { typeMetadata } from './type-metadata.js';

/** `GET …/reportTypes`: by group, only those whose objects the caller may read. */
export function listReportTypes(call: Call): Answer {
  const { reader } = readerOf(call);
  const { access } = call.org;
  const readable = reader.types
    .all()
    .filter((type) => objectsOf(type).every((object) => access.canReadObject(reader.user, object)));
  const groups = new Map<string, unknown[]>();
  for (const { type, label, group } of readable) {
    const describeUrl = `${analyticsPath(call.version)}/reportTypes/${type}`;
    const entry = { type, label, describeUrl, isHidden: false, isHistorical: false, supportsJoinedFormat: true };
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return { status: 200, body: [...groups].map(([label, reportTypes]) => ({ label, reportTypes })) };
}

/** `GET …/reportTypes/{type}`: what a new report of this type would start from, and every column. */
export function showReportType(call: Call): Answer {
  const { reader } = readerOf(call);
  const type = reader.types.get(call.params['type'] ?? '');
  if (type === undefined) throw reportFaults.unavailable();
  const first = new ColumnSet(reader, type).visible().slice(0, 5);
  const detailColumns = first.map((column) => column.name);
  const definition = reportDescription.parse({ name: 'New Report', reportType: type.type, detailColumns });
  const plan = planRun(reader, definition);
  return {
    status: 200,
    body: {
      attributes: { type: 'Report', reportTypeId: type.type },
      reportMetadata: reportMetadata(reader, definition, type, detailColumns),
      reportTypeMetadata: typeMetadata(reader, type),
      reportExtendedMetadata: extendedMetadata(reader, plan),
    },
  };
}

/** `POST …/reports/{id}/fields`: what could be added to the report. */
export function listReportFields(call: Call): Answer {
  const { reader } = readerOf(call);
  const report = openReport(reader, call.params['reportId'] ?? '');
  const plan = planRun(reader, report);
  const columns = plan.columns.visible();
  const byType = new Map<string, string[]>();
  for (const { dataType, name } of columns) byType.set(dataType, [...(byType.get(dataType) ?? []), name]);
  const equivalent = columns.map(({ name, label }) => [name, { label, equivalentFields: [name] }]);
  return {
    status: 200,
    body: {
      displayGroups: { ...(typeMetadata(reader, plan.type)['categories'] as object) },
      equivalentFieldIndices: Object.fromEntries(columns.map(({ name }, index) => [name, index])),
      equivalentFields: Object.fromEntries(equivalent) as Record<string, unknown>,
      mergedGroups: Object.fromEntries(byType),
    },
  };
}
