import type { Refusal } from '../judge-report/judge-report.js';

/** How the next read of a report begins: as it is saved, in one call, or in parts by the native id. */
export type ReadWay = 'as-saved' | 'in-parts';

export type ReadEnd =
  | { readonly kind: 'complete'; readonly rows: number; readonly way: ReadWay }
  /** Rows were read and kept, others were not: nothing may be concluded from a row that is missing. */
  | {
      readonly kind: 'incomplete';
      readonly rows: number;
      readonly way: ReadWay;
      readonly code: string;
      readonly reason: string;
      readonly fix: string;
    }
  | Refusal
  /** The service stops; the cursor says where to go on. */
  | { readonly kind: 'stopped' };

export function incomplete(rows: number, way: ReadWay, why: { code: string; reason: string; fix: string }): ReadEnd {
  return { kind: 'incomplete', rows, way, ...why };
}

const narrow = 'Narrow the report to 2,000 rows, or attach several smaller reports.';

export const whyIncomplete = {
  noIdColumn: {
    code: 'more-than-2000-rows',
    reason: 'The report has more than 2,000 rows and no id column by which the others could be read.',
    fix: `Add the id column of its leads or contacts to the report. ${narrow}`,
  },
  filterRefused: {
    code: 'parts-refused',
    reason: 'The report has more than 2,000 rows, and Salesforce does not read it in parts.',
    fix: narrow,
  },
  filterIgnored: {
    code: 'parts-ignored',
    reason: 'The report has more than 2,000 rows, and Salesforce answers every part with the same rows.',
    fix: narrow,
  },
  notProven: (received: number, expected: number) => ({
    code: 'rows-missing',
    reason: `Salesforce counts ${expected} rows in the report and sent ${received} of them.`,
    fix: 'Nothing to do: it is read again by itself. If this stays, tell the maintainers of this integration.',
  }),
};
