import { correlationIdFor } from '@ce/contracts';
import { Logger } from '@ce/service-kit';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Polling, startPolling } from './polling.js';

const ann = '00Q000000000001EAA';
let polling: Polling;
afterEach(() => polling.stop());

describe('the log', () => {
  it.each([
    ['by the poll', true],
    ['by a person', false],
  ])('has one line with the correlation id of a row that is announced %s', async (_, autoImport) => {
    polling = await startPolling({
      records: { Lead: [{ Id: ann, FirstName: 'Ann', LastName: 'Abel', Company: 'Acme', Email: 'ann@example.com' }] },
      reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'] }],
    });
    const info = vi.spyOn(polling.app.get(Logger), 'info');
    const http = await polling.as('w1', 'admin');
    const source = { campaignId: 'k1', reportId: polling.reportId('leads'), autoImport };
    expect((await http.put('/enrollment-sources/s1', source)).status).toBe(200);
    if (!autoImport) {
      await eventually(async () => {
        const answer = await http.post('/enrollment-sources/s1/enrollments', { recordIds: [ann] });
        expect(answer.body).toMatchObject({ enrolled: 1 });
      });
    }
    const lines = () => info.mock.calls.filter(([message]) => message === 'row found').map(([, facts]) => facts);
    await eventually(() => expect(lines()).toHaveLength(1));
    expect(lines()).toEqual([
      {
        correlationId: correlationIdFor('c1', ann),
        ...{ connectionId: 'c1', campaignId: 'k1', sourceId: 's1', recordId: ann },
        messageId: `found/s1/${ann}/1`,
      },
    ]);
  });
});
