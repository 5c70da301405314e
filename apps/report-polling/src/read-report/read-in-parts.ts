import type { ReportDescribe, ReportRun } from '@ce/salesforce';
import { type InParts, judgeReport, type Refusal } from '../judge-report/judge-report.js';
import { BEFORE_ALL_IDS, canReadInParts, partOverrides } from './part-overrides.js';
import { definitionOf, type ReadCursor } from './read-cursor.js';
import { incomplete, type ReadEnd, whyIncomplete } from './read-end.js';
import { type Page, readPage } from './read-page.js';
import type { ReportToRead } from './report-to-read.js';
import { hidesRows, isRefused, runAsSaved, type SavedRun } from './run-as-saved.js';

/** Most rows of one run. Source: salesforce-api.md §2.7. */
const PART = 2_000;

const noRecordId: Refusal = {
  kind: 'refused',
  code: 'no-record-id',
  reason: 'No cell of the report says which record its row is.',
  fix: 'Add the id column of its leads or contacts to the report.',
};

const rowsHidden: Refusal = {
  kind: 'refused',
  code: 'details-hidden',
  reason: 'The report is saved without its detail rows, and it cannot be read in another form.',
  fix: 'Show the detail rows in the report and save it.',
};

/** @param saved what a run of the saved report gave before; the last resort where parts are impossible */
export async function readInParts(report: ReportToRead, saved: SavedRun | undefined): Promise<ReadEnd> {
  const described = await report.org.describeReport(report.reportId);
  const verdict = judgeReport(described);
  if (verdict.kind === 'refused') return verdict;
  const settle = (why: Why) => settleForSaved(report, described, saved, why);
  if (verdict.inParts === null) return settle(whyIncomplete.noIdColumn);
  const possible = canReadInParts(described.reportMetadata);
  if (possible.kind === 'impossible') {
    return settle({ code: 'more-than-2000-rows', reason: possible.reason, fix: possible.fix });
  }
  const parts = new Parts(report, described, verdict.inParts);
  const first = await parts.resumeOrBegin();
  if (first === 'refused') return settle(whyIncomplete.filterRefused);
  const end = await parts.readRest(first);
  const showsItsRows = verdict.places.length > 0 && !hidesRows(described);
  return end.kind === 'complete' && end.rows < PART && showsItsRows ? { ...end, way: 'as-saved' } : end;
}

type Why = Parameters<typeof incomplete>[2];

/** What the saved report shows is kept, however little; that it is not all is said. */
async function settleForSaved(
  report: ReportToRead,
  described: ReportDescribe,
  known: SavedRun | undefined,
  why: Why,
): Promise<ReadEnd> {
  if (hidesRows(described)) return rowsHidden;
  const saved = known ?? (await runAsSaved(report.org, report.reportId));
  if (saved === undefined) return noRecordId;
  await report.onPage(saved.page, null);
  const { rows, allData } = saved.page;
  return allData ? { kind: 'complete', rows, way: 'as-saved' } : incomplete(rows, 'as-saved', why);
}

interface Progress {
  readonly cursor: ReadCursor;
  readonly done: boolean;
}

class Parts {
  readonly #definition: string;

  constructor(
    private readonly report: ReportToRead,
    private readonly described: ReportDescribe,
    private readonly parts: InParts,
  ) {
    this.#definition = definitionOf(described.reportMetadata);
  }

  async resumeOrBegin(): Promise<Progress | 'refused'> {
    const { cursor } = this.report;
    if (cursor?.definition === this.#definition) return { cursor, done: false };
    try {
      return await this.#take(await this.#run(null), null);
    } catch (error) {
      if (isRefused(error)) return 'refused';
      throw error;
    }
  }

  async readRest(first: Progress): Promise<ReadEnd> {
    let { cursor, done } = first;
    while (!done) {
      if (this.report.stopping()) return { kind: 'stopped' };
      let page: Page;
      try {
        page = await this.#run(cursor.lastKey);
      } catch (error) {
        if (isRefused(error)) return incomplete(cursor.rows, 'in-parts', whyIncomplete.filterRefused);
        throw error;
      }
      if (page.rows > 0 && (page.lastKey ?? BEFORE_ALL_IDS) === cursor.lastKey) {
        return incomplete(cursor.rows, 'in-parts', whyIncomplete.filterIgnored);
      }
      ({ cursor, done } = await this.#take(page, cursor));
    }
    return this.#judge(cursor);
  }

  async #run(lastKey: string | null): Promise<Page> {
    const overrides = partOverrides(this.described.reportMetadata, this.parts, lastKey);
    const run: ReportRun = await this.report.org.runReport(this.report.reportId, overrides);
    return readPage(run, this.parts.places, this.parts.key);
  }

  async #take(page: Page, before: ReadCursor | null): Promise<Progress> {
    const cursor: ReadCursor = {
      definition: this.#definition,
      lastKey: page.lastKey ?? before?.lastKey ?? BEFORE_ALL_IDS,
      rows: (before?.rows ?? 0) + page.rows,
      records: (before?.records ?? 0) + page.records.length,
      pages: (before?.pages ?? 0) + 1,
      expected: before === null ? page.rowCount : before.expected,
      repeated: (before?.repeated ?? false) || page.records.length < page.rows,
    };
    await this.report.onPage(page, page.allData ? null : cursor);
    return { cursor, done: page.allData };
  }

  #judge({ rows, expected, repeated }: ReadCursor): ReadEnd {
    if (expected === null || repeated || rows >= expected) return { kind: 'complete', rows, way: 'in-parts' };
    return incomplete(rows, 'in-parts', whyIncomplete.notProven(rows, expected));
  }
}
