import { afterEach, describe, expect, it } from 'vitest';
import { admin, analytics, cells, fixedTokens, idOf, limited, message, runNamed } from './report-client.js';
import type { ServedOrg } from './serve-org.js';
import { minute, serveOrg } from './serve-org.js';

let served: ServedOrg;
afterEach(() => served.close());

const leads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ FirstName: `F${index}`, LastName: `L${index % 7}`, Company: 'C' }));
const report = { name: 'Leads', reportType: 'LeadList', detailColumns: ['LEAD_ID', 'LAST_NAME'] };
const org = (changes: Record<string, unknown> = {}) => ({
  users: [admin],
  fixedTokens,
  records: { Lead: leads(3) },
  reports: [report],
  ...changes,
});

describe('more than 2,000 rows', () => {
  it('are cut, counted, and read whole by the native id', async () => {
    served = await serveOrg(org({ records: { Lead: leads(4_500) } }));
    const first = await runNamed(served, 'Leads');
    expect(first.body.allData).toBe(false);
    expect(first.body.factMap['T!T']).toMatchObject({ aggregates: [{ value: 4_500 }] });

    const seen: string[] = [];
    for (let page = 0, done = false; !done && page < 5; page += 1) {
      const last = seen[seen.length - 1];
      const reportFilters = last === undefined ? [] : [{ column: 'LEAD_ID', operator: 'greaterThan', value: last }];
      const { body } = await runNamed(served, 'Leads', {
        reportFilters,
        sortBy: [{ sortColumn: 'LEAD_ID', sortOrder: 'Asc' }],
      });
      seen.push(...cells({ body }, 'LEAD_ID').map(({ value }) => String(value)));
      done = body.allData;
    }
    expect(seen).toEqual([...served.org.records.all('Lead')].map((lead) => lead.Id));
  });

  it('are cut over the groups of a summary report as a whole', async () => {
    const grouped = {
      ...report,
      format: 'SUMMARY',
      detailColumns: ['LEAD_ID'],
      groupingsDown: [{ name: 'LAST_NAME' }],
    };
    served = await serveOrg(org({ records: { Lead: leads(2_100) }, reports: [grouped] }));
    const { body } = await runNamed(served, 'Leads');
    expect(cells({ body }, 'LEAD_ID')).toHaveLength(2_000);
    expect(body.allData).toBe(false);
    const groups = Object.entries(body.factMap).filter(([key]) => key !== 'T!T');
    expect(groups.reduce((sum, [, { aggregates }]) => sum + Number(aggregates[0]?.value), 0)).toBe(2_100);
  });

  it('see records that came since the last run', async () => {
    served = await serveOrg(org());
    await runNamed(served, 'Leads');
    const [lead] = [...served.org.records.all('Lead')];
    served.org.records.put('Lead', { ...lead, Id: lead?.Id ?? '', IsDeleted: true });
    expect(cells(await runNamed(served, 'Leads'), 'LEAD_ID')).toHaveLength(2);
  });
});

describe('throttles', () => {
  it('refuse the run above the hourly number, until an hour has passed', async () => {
    served = await serveOrg(org({ limits: { hourlySyncReportRuns: 2 } }));
    const answers = [];
    for (let run = 0; run < 3; run += 1) answers.push(await runNamed(served, 'Leads'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403]);
    expect(answers[2]?.body).toEqual([
      {
        errorCode: 'FORBIDDEN',
        message: 'You can’t run more than 2 reports synchronously every 60 minutes. Try again later.',
      },
    ]);
    served.clock.step(60 * minute + 1);
    expect((await runNamed(served, 'Leads')).status).toBe(200);
  });

  it('refuse more than 20 at once', async () => {
    served = await serveOrg(org());
    await fetch(`${served.url}/simulator/reports/pace`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ syncRunMilliseconds: 400 }),
    });
    const answers = await Promise.all(Array.from({ length: 21 }, () => runNamed(served, 'Leads')));
    const refused = answers.filter(({ status }) => status === 403);
    expect(refused.map(message)).toEqual([expect.stringContaining('can accept only as many as 20 requests at a time')]);
  });

  it('refuse reading more results at once than the org allows', async () => {
    served = await serveOrg(org({ limits: { concurrentAsyncReportReads: 1 } }));
    const path = `/reports/${idOf(served, 'Leads')}/instances`;
    const { body } = await analytics<{ id: string }>(served, 'POST', path);
    await fetch(`${served.url}/simulator/reports/pace`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ readMilliseconds: 400 }),
    });
    const answers = await Promise.all([1, 2].map(() => analytics(served, 'GET', `${path}/${body.id}`)));
    const refused = answers.filter(({ status }) => status === 403);
    expect(refused.map(message)).toEqual([expect.stringContaining('can accept only as many as 1 requests at a time')]);
  });

  it('refuse asynchronous runs above their own number', async () => {
    served = await serveOrg(org({ limits: { hourlyAsyncReportRuns: 1 } }));
    const path = `/reports/${idOf(served, 'Leads')}/instances`;
    expect((await analytics(served, 'POST', path)).status).toBe(200);
    expect(message(await analytics(served, 'POST', path))).toBe(
      'You can’t run more than 1 reports asynchronously every 60 minutes. Try again later.',
    );
    expect((await runNamed(served, 'Leads')).status).toBe(200);
  });
});

describe('permissions', () => {
  const read = { read: true, viewAll: true };
  const served403 = async (user: Parameters<typeof limited>[0], changes: Record<string, unknown> = {}) => {
    served = await serveOrg(org({ users: [admin, limited(user)], ...changes }));
    const answer = await runNamed(served, 'Leads', undefined, 'limited');
    return [answer.status, answer.status === 200 ? '' : message(answer)];
  };
  const privileges = 'You don’t have sufficient privileges to perform this operation.';

  it('Run Reports', async () => {
    expect(
      await served403({ permissions: { ApiEnabled: true, ViewPublicReports: true }, objects: { Lead: read } }),
    ).toEqual([403, 'You don’t have permission to run reports. Check that you have the Run Reports user permission.']);
  });

  it('read on the object', async () => {
    expect(await served403({})).toEqual([403, privileges]);
    await served.close();
    expect(await served403({ objects: { Lead: read } })).toEqual([200, '']);
  });

  it('read on every object of the type, whatever the rows hold', async () => {
    const members = { ...report, reportType: 'CampaignWithCampaignMembers', detailColumns: ['MEMBER_ID'] };
    const objects = { Campaign: read, CampaignMember: read, Contact: read };
    expect(await served403({ objects }, { reports: [members] })).toEqual([403, privileges]);
    await served.close();
    expect(await served403({ objects: { ...objects, Lead: read } }, { reports: [members] })).toEqual([200, '']);
  });

  it('the folder', async () => {
    const folders = [{ id: '00l5g00000AAAAAAA5', name: 'Sales', access: 'shared' }];
    const reports = [{ ...report, folderId: '00l5g00000AAAAAAA5' }];
    expect(await served403({ objects: { Lead: read } }, { folders, reports })).toEqual([403, privileges]);
    await served.close();
    expect(await served403({ objects: { Lead: read }, folders: ['00l5g00000AAAAAAA5'] }, { folders, reports })).toEqual(
      [200, ''],
    );
  });

  it('hide the private report of somebody else', async () => {
    const reports = [{ ...report, folderId: '0055g00000ADMINAA5' }];
    const users = [{ ...admin, id: '0055g00000ADMINAA5' }, limited({ objects: { Lead: read } })];
    served = await serveOrg(org({ users, reports }));
    expect((await runNamed(served, 'Leads', undefined, 'limited')).status).toBe(404);
    expect((await runNamed(served, 'Leads')).status).toBe(200);
  });

  it('drop or refuse a column that the caller may not see', async () => {
    const users = [admin, limited({ objects: { Lead: read }, fields: { 'Lead.Title': 'none' } })];
    const reports = [{ ...report, detailColumns: ['LEAD_ID', 'TITLE'] }];
    served = await serveOrg(org({ users, reports }));
    expect((await runNamed(served, 'Leads', undefined, 'limited')).body.reportMetadata.detailColumns).toEqual([
      'LEAD_ID',
    ]);
    await served.close();
    served = await serveOrg(org({ users, reports, switches: { reportHiddenColumn: 'refuse' } }));
    expect((await runNamed(served, 'Leads', undefined, 'limited')).status).toBe(403);
  });
});

describe('bounds of a run', () => {
  it('are 20 filters', async () => {
    served = await serveOrg(org());
    const filters = (count: number) => ({
      reportFilters: Array.from({ length: count }, () => ({ column: 'LAST_NAME', operator: 'notEqual', value: 'x' })),
    });
    expect((await runNamed(served, 'Leads', filters(20))).status).toBe(200);
    const refused = await runNamed(served, 'Leads', filters(21));
    expect([refused.status, message(refused)]).toEqual([400, expect.stringContaining('20 custom field filters')]);
  });

  it('are 500 and 1,200 runs in an hour', async () => {
    served = await serveOrg(org());
    const path = `/reports/${idOf(served, 'Leads')}`;
    const last = async (method: string, address: string, times: number) => {
      for (let time = 0; time < times; time += 1) await analytics(served, method, address);
      return message(await analytics(served, method, address));
    };
    expect(await last('GET', path, 500)).toContain('more than 500 reports synchronously every 60 minutes');
    expect(await last('POST', `${path}/instances`, 1_200)).toContain('more than 1200 reports asynchronously');
  });
});

describe('recently viewed reports', () => {
  it('are those the caller looked at or ran, 200 at most', async () => {
    const reports = Array.from({ length: 203 }, (_, index) => ({ ...report, name: `R${index}` }));
    served = await serveOrg(org({ reports }));
    const list = async () =>
      (await analytics<{ name: string }[]>(served, 'GET', '/reports')).body.map(({ name }) => name);
    expect(await list()).toEqual([]);
    await runNamed(served, 'R7');
    await analytics(served, 'GET', `/reports/${idOf(served, 'R9')}/describe`);
    expect(await list()).toEqual(['R9', 'R7']);
    for (const { name } of reports) await analytics(served, 'GET', `/reports/${idOf(served, name)}/describe`);
    expect(await list()).toHaveLength(200);
  });
});

describe('switches', () => {
  it('refuse comparisons of ids, id columns and columns that are not saved', async () => {
    served = await serveOrg(org({ switches: { reportIdComparison: 'refuse', reportExtraColumns: 'refuse' } }));
    const compared = { reportFilters: [{ column: 'LEAD_ID', operator: 'greaterThan', value: '00Q000000000001' }] };
    expect(message(await runNamed(served, 'Leads', compared))).toContain('Specify a valid condition');
    const extra = { reportFilters: [], detailColumns: ['LEAD_ID', 'EMAIL'] };
    expect(message(await runNamed(served, 'Leads', extra))).toContain('EMAIL is invalid');
    await served.close();
    served = await serveOrg(org({ switches: { reportIdColumns: 'absent' } }));
    expect(message(await runNamed(served, 'Leads'))).toContain('LEAD_ID is invalid');
  });

  it('leave a report without any record id', async () => {
    served = await serveOrg(
      org({
        switches: { reportNameCellValue: 'text', reportCellRecordId: false },
        reports: [{ ...report, detailColumns: ['LAST_NAME'] }],
      }),
    );
    expect(cells(await runNamed(served, 'Leads'), 'LAST_NAME')[0]).toEqual({ label: 'L0', value: 'L0' });
  });
});
