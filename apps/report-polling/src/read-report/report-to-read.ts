import type { SalesforceOrg } from '@ce/salesforce';
import type { ReadCursor } from './read-cursor.js';
import type { ReadWay } from './read-end.js';
import type { Page } from './read-page.js';

export interface ReportToRead {
  readonly org: Pick<SalesforceOrg, 'runReport' | 'describeReport'>;
  readonly reportId: string;
  readonly way: ReadWay;
  /** Where an earlier read in parts was broken off. */
  readonly cursor: ReadCursor | null;
  /** Takes a page durably, with the cursor after it; null after the last or only page. */
  readonly onPage: (page: Page, cursor: ReadCursor | null) => Promise<void>;
  readonly stopping: () => boolean;
}
