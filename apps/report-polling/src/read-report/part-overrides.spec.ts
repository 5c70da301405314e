import type { ReportMetadata } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { canReadInParts, partOverrides } from './part-overrides.js';

const parts = { key: 'LEAD_ID', columns: ['LEAD_ID'], places: [] };
const filter = (column: string) => ({ column, operator: 'equals', value: 'x' });

function aReport(change: Partial<ReportMetadata> = {}): ReportMetadata {
  return {
    reportFormat: 'SUMMARY',
    detailColumns: ['EMAIL'],
    reportFilters: [],
    scope: 'org',
    groupingsDown: [{ name: 'RATING' }],
    ...change,
  };
}

describe('partOverrides', () => {
  it('asks for a table of the key alone, sorted by it, and leaves the rest of the report as it is', () => {
    const { reportMetadata } = partOverrides(aReport({ reportFilters: [filter('RATING')] }), parts, null);
    expect(reportMetadata).toMatchObject({
      reportFormat: 'TABULAR',
      detailColumns: ['LEAD_ID'],
      sortBy: [{ sortColumn: 'LEAD_ID', sortOrder: 'Asc' }],
      groupingsDown: [],
      reportFilters: [filter('RATING')],
      scope: 'org',
    });
  });

  it.each([
    [[], null, null],
    [['A'], '', ''],
    [['A', 'B'], '1 OR 2', '(1 OR 2) AND 3'],
  ])('joins the next part’s filter to %j with the logic %j', (columns, before, after) => {
    const report = aReport({ reportFilters: columns.map(filter), reportBooleanFilter: before });
    const { reportMetadata } = partOverrides(report, parts, '00Q000000000009AAA');
    expect(reportMetadata.reportFilters.at(-1)).toMatchObject({
      column: 'LEAD_ID',
      operator: 'greaterThan',
      value: '00Q000000000009AAA',
    });
    expect(reportMetadata.reportFilters).toHaveLength(columns.length + 1);
    expect(reportMetadata.reportBooleanFilter).toBe(after);
  });
});

describe('canReadInParts', () => {
  it.each([
    ['20 filters', aReport({ reportFilters: Array.from({ length: 20 }, () => filter('A')) })],
    ['a row limit', aReport({ topRows: { rowLimit: 5_000, direction: 'Desc' } })],
  ])('refuses a report with %s', (_, report) => {
    expect(canReadInParts(report)).toMatchObject({ kind: 'impossible' });
  });

  it('takes one with 19 filters', () => {
    expect(canReadInParts(aReport({ reportFilters: Array.from({ length: 19 }, () => filter('A')) }))).toEqual({
      kind: 'possible',
    });
  });
});
