import type { Org, OrgUser } from '../org/org.js';
import type { ReportTypeCatalog } from './report-types/report-type-catalog.js';

/** On whose behalf a report is read, and of which org. */
export interface ReportReader {
  readonly org: Org;
  readonly user: OrgUser;
  readonly types: ReportTypeCatalog;
}
