import { correlationIdFor, toLongId } from '@ce/contracts';
import { Logger } from '@ce/service-kit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '@ce/testing';
import { aRow, type Importing, startImporting } from './importing.js';

const [ann, nameless] = [toLongId('00Q000000000001'), toLongId('00Q000000000002')];
const aLead = (Id: string, FirstName: string | null) => ({ Id, FirstName, LastName: 'Abel', Company: 'Acme' });
let importing: Importing;
afterEach(() => importing.stop());

describe('the log', () => {
  it('has one line per row with its correlation id, what became of it and why, and no field value', async () => {
    importing = await startImporting({
      records: {
        Lead: [
          { ...aLead(ann, 'Ann'), Email: 'ann@example.com' },
          { ...aLead(nameless, null), Email: 'x@example.com' },
        ],
      },
    });
    const info = vi.spyOn(importing.app.get(Logger), 'info');
    const rows = [aRow(ann), aRow(nameless)];
    await importing.publish(...rows);
    const outcomes = await importing.outcomes(2);
    const lines = () => info.mock.calls.filter(([message]) => message === 'imported' || message === 'not imported');
    await eventually(() => expect(lines()).toHaveLength(2));
    const facts = (recordId: string) => ({
      correlationId: correlationIdFor('c1', recordId),
      ...{ connectionId: 'c1', campaignId: 'k1', sourceId: 's1', recordId },
      messageId: rows.find(({ data }) => JSON.stringify(data).includes(recordId))?.id,
      state: 'done',
    });
    expect(lines()).toEqual(
      expect.arrayContaining([
        ['imported', facts(ann)],
        ['not imported', { ...facts(nameless), code: outcomes.get(nameless)?.code }],
      ]),
    );
    expect(JSON.stringify(lines())).not.toContain('example.com');
  });
});
