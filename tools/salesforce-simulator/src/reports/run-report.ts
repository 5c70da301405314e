import { toId18 } from '../org/record-id.js';
import type { ReportDescription } from '../org/describe-reports.js';
import { extendedMetadata } from './column-info.js';
import { buildFacts } from './fact-map.js';
import { planRun } from './plan-run.js';
import { reportAttributes } from './report-addresses.js';
import { reportMetadata } from './report-metadata.js';
import type { ReportReader } from './report-org.js';
import type { RowCache } from './row-cache.js';
import { selectRows } from './select-rows.js';

export interface RunRequest {
  readonly definition: ReportDescription;
  readonly includeDetails: boolean;
  /** `62.0` */
  readonly version: string;
}

/** The answer of a run, synchronous or not (salesforce-api.md §2.5). */
export function runReport(reader: ReportReader, cache: RowCache, request: RunRequest): Record<string, unknown> {
  const { definition, version } = request;
  const plan = planRun(reader, definition);
  const details = request.includeDetails && definition.hasDetailRows;
  const facts = buildFacts(reader, plan, selectRows(reader, plan, cache), details);
  const id = definition.id === undefined ? null : toId18(definition.id);
  const flagged = definition.format === 'TABULAR' && reader.org.description.switches.reportRowLimitFlag === 'present';
  const shown = plan.details.map((column) => column.name);
  return {
    allData: facts.allData,
    attributes: reportAttributes(version, id, definition.name),
    factMap: facts.factMap,
    groupingsAcross: { groupings: facts.across },
    groupingsDown: { groupings: facts.down },
    hasDetailRows: details,
    ...(flagged && { hasExceededTabularRowLimit: !facts.allData }),
    picklistColors: {},
    reportExtendedMetadata: extendedMetadata(reader, plan),
    reportMetadata: { ...reportMetadata(reader, definition, plan.type, shown), hasDetailRows: details },
  };
}
