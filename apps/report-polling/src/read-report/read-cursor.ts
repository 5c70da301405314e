import { createHash } from 'node:crypto';
import type { ReportMetadata } from '@ce/salesforce';

/** How far a read in parts has come; stored with each page, so that a killed process loses one page at most. */
export interface ReadCursor {
  /** Of the saved report's definition; a report that was changed meanwhile is read from its start. */
  readonly definition: string;
  readonly lastKey: string;
  readonly rows: number;
  readonly records: number;
  readonly pages: number;
  /** `RowCount` of the first page; null where Salesforce did not say. */
  readonly expected: number | null;
  /** A part was seen whose rows repeat a record: then rows at the edges of parts may be fewer than RowCount. */
  readonly repeated: boolean;
}

export function definitionOf(metadata: ReportMetadata): string {
  return createHash('sha256').update(JSON.stringify(metadata)).digest('hex').slice(0, 32);
}
