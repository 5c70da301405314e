import { createEvent, dryRunRequested, type EventData } from '@ce/contracts';
import { fault } from '@ce/salesforce-simulator';
import { leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { aRow, type Importing, startImporting } from './importing.js';

const aLead = (number: number, change: Record<string, string | null> = {}) => ({
  Id: leadId(number),
  FirstName: 'Ann',
  LastName: `Abel ${number}`,
  Company: 'Acme',
  Email: `ann${number}@example.com`,
  ...change,
});

let importing: Importing;
afterEach(() => importing.stop());

function ask(number: number, dryRunId: string, change: Partial<EventData<typeof dryRunRequested>> = {}) {
  return createEvent(
    dryRunRequested,
    {
      dryRunId,
      connectionId: 'c1',
      record: { type: 'Lead', id: leadId(number) },
      campaignId: 'k1',
      sourceId: 's1',
      at: new Date().toISOString(),
      enrollment: 'auto',
      rules: [],
      ...change,
    },
    { source: '/test', id: `dry-run/${dryRunId}/${number}` },
  );
}

/** Code by number of the lead; null where it would be enrolled. */
async function verdicts(dryRunId: string, count: number): Promise<Record<number, string | null>> {
  return eventually(async () => {
    const judged = (await importing.published('salesforce.dry-run.judged.v1'))
      .map(({ data }) => data as { dryRunId: string; record: { id: string }; refusal: { code: string } | null })
      .filter((data) => data.dryRunId === dryRunId);
    expect(judged).toHaveLength(count);
    const codeOf = new Map(judged.map(({ record, refusal }) => [record.id, refusal?.code ?? null]));
    return Object.fromEntries(
      [1, 2, 3, 4, 5, 6].flatMap((number) => {
        const code = codeOf.get(leadId(number));
        return code === undefined ? [] : [[number, code]];
      }),
    );
  });
}

describe('a dry run', () => {
  it('says of every row what would become of it, enrolls nobody, and comes true', async () => {
    importing = await startImporting({
      records: {
        Lead: [
          aLead(1),
          aLead(2, { Email: null }),
          aLead(3, { Title: 'Intern' }),
          aLead(4),
          aLead(5, { Email: 'ANN1@example.com' }),
        ],
      },
    });
    await importing.publish(aRow(leadId(4)));
    await importing.outcomes(1);
    const rules = [{ ceField: 'title', operator: 'is-not' as const, values: ['Intern'] }];
    await importing.publish(...[1, 2, 3, 4, 5, 6].map((number) => ask(number, 'd1', { rules })));
    const expected = {
      1: null,
      2: 'missing-email',
      3: 'rules-not-met',
      4: 'already-enrolled',
      5: 'duplicate-email',
      6: 'not-visible',
    };
    expect(await verdicts('d1', 6)).toEqual(expected);

    expect(await importing.published('salesforce.contact.imported.v1')).toHaveLength(1);
    expect(await importing.published('salesforce.contact.import-failed.v1')).toEqual([]);
    expect((await importing.outcomes(1)).size).toBe(1);
    const summary = await (await importing.as('w1', 'admin')).get('/imports/summary');
    expect(summary.body).toMatchObject({ states: [{ state: 'imported', rows: 1 }] });

    await importing.publish(...[1, 2, 3, 5, 6].map((number) => aRow(leadId(number), { rules })));
    const outcomes = await importing.outcomes(6);
    for (const [number, code] of Object.entries(expected).filter(([number]) => number !== '4')) {
      expect(outcomes.get(leadId(Number(number)))?.code ?? null).toBe(code);
    }
  });

  it('knows in a later batch whom an earlier one would have enrolled, and each dry run begins anew', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1), aLead(2, { Email: 'ann1@example.com' })] } });
    await importing.publish(ask(1, 'd1'));
    expect(await verdicts('d1', 1)).toEqual({ 1: null });
    await importing.publish(ask(2, 'd1'));
    expect(await verdicts('d1', 2)).toEqual({ 1: null, 2: 'duplicate-email' });
    await importing.publish(ask(2, 'd2', { enrollment: 'manual' }));
    expect(await verdicts('d2', 1)).toEqual({ 2: null });
  });

  it('answers also where Salesforce refuses to give the records', async () => {
    importing = await startImporting({ records: { Lead: [aLead(1)] } });
    const refusal = { type: 'error', status: 400, errorCode: 'MALFORMED_QUERY', message: 'unexpected token' };
    importing.simulator.faults.add(fault.parse({ effect: refusal, kinds: ['composite'], times: 1 }));
    await importing.publish(ask(1, 'd1'));
    expect(await verdicts('d1', 1)).toEqual({ 1: 'not-read' });
    await importing.publish(ask(1, 'd2'));
    expect(await verdicts('d2', 1)).toEqual({ 1: null });
  });
});
