import type { ReportRun } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { readPage } from './read-page.js';

const [lead, contact] = ['00Q5g00000AAAAAEA5', '0035g00000BBBBBEA5'];
const cell = (value: unknown, recordId?: string) => ({
  label: 'x',
  value,
  ...(recordId === undefined ? {} : { recordId }),
});

function aRun(columns: string[], factMap: ReportRun['factMap'], more: Partial<ReportRun> = {}): ReportRun {
  return {
    attributes: {},
    allData: true,
    factMap,
    reportMetadata: {
      reportFormat: 'TABULAR',
      detailColumns: columns,
      reportFilters: [],
      aggregates: ['s!X', 'RowCount'],
    },
    reportExtendedMetadata: { detailColumnInfo: {} },
    ...more,
  };
}

const byName = { objectType: 'Contact', by: 'name-column', column: 'NAME' } as const;
const byId = { objectType: 'Lead', by: 'id-column', column: 'LEAD_ID' } as const;

describe('readPage', () => {
  it('finds the rows of summary and matrix runs wherever they lie, also without any', () => {
    const rows = (id: string) => ({ rows: [{ dataCells: [cell(id)] }], aggregates: [] });
    const factMap = {
      '0!0': rows('003000000000001AAA'),
      '1_0!T': rows('003000000000002AAA'),
      'T!T': { rows: [] },
      '2!T': {},
    };
    const page = readPage(aRun(['NAME'], factMap), [byName], null);
    expect(page.records.map((record) => record.id)).toEqual(['003000000000001AAA', '003000000000002AAA']);
  });

  it('takes a joined record once, and the RowCount for what Salesforce counted', () => {
    const rows = [1, 2].map(() => ({ dataCells: [cell(contact)] }));
    const aggregates = [
      { label: '9', value: 9 },
      { label: '2', value: 2 },
    ];
    expect(readPage(aRun(['NAME'], { 'T!T': { rows, aggregates } }), [byName], 'NAME')).toEqual({
      records: [{ type: 'Contact', id: contact }],
      rows: 2,
      lastKey: contact,
      allData: true,
      rowCount: 2,
    });
  });

  it('takes the contact of a member that was a lead once', () => {
    const rows = [{ dataCells: [cell(lead), cell(contact)] }, { dataCells: [cell(lead), cell(null)] }];
    const page = readPage(aRun(['LEAD_ID', 'NAME'], { 'T!T': { rows } }), [byId, byName], null);
    expect(page.records.map((record) => record.type)).toEqual(['Contact', 'Lead']);
  });

  it('skips cells that hold something else than an id of the type', () => {
    const rows = [cell('Ann'), cell('0055g00000CCCCCEA5'), cell({ amount: 1 }), cell(null)].map((one) => ({
      dataCells: [one],
    }));
    expect(readPage(aRun(['NAME'], { 'T!T': { rows } }), [byName], null).records).toEqual([]);
  });

  it('takes the id beside a cell where no column has it', () => {
    const rows = [{ dataCells: [cell('Title'), cell(null, contact)] }];
    expect(
      readPage(aRun(['A', 'B'], { 'T!T': { rows } }), [{ objectType: 'Contact', by: 'record-id' }], null).records,
    ).toEqual([{ type: 'Contact', id: contact }]);
  });
});
