import { afterEach, describe, expect, it } from 'vitest';
import { shapeProblems } from '../../src/testing/same-shape.js';
import { readExample } from '../examples/read-example.js';
import { recorded, recordedOrg } from './recorded-org.js';
import { type Reply, runOrg, type RunningOrg } from './running-org.js';

interface Recording {
  request: { method: string; path: string; query?: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const replay = (name: string): { recording: Recording; reply: Promise<Reply> } => {
  const recording = readExample<Recording>(name);
  const { method, path, query, body } = recording.request;
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  return { recording, reply: org.ask(method, path + search, body) };
};

/** Same status, same headers by name, same keys and types; for refusals the very same body. */
async function expectAsRecorded(name: string, options: { exact?: boolean } = {}): Promise<Reply> {
  const { recording, reply: pending } = replay(name);
  const reply = await pending;
  expect(reply.status).toBe(recording.response.status);
  for (const header of Object.keys(recording.response.headers))
    expect(reply.headers.get(header), header).not.toBeNull();
  expect(reply.headers.get('content-type')).toBe(recording.response.headers['Content-Type']);
  expect(shapeProblems(recording.response.body, reply.body)).toEqual([]);
  if (options.exact) expect(reply.body).toEqual(recording.response.body);
  return reply;
}

const lead = { Id: recorded.lead, LastName: 'Smith', Company: 'ConvertedCorp', Email: 'leadbrian@demo.com' };
const secondLead = { Id: recorded.secondLead, LastName: 'Test', Company: 'TestCorp', Email: 'second@demo.com' };
const campaigns = [
  { Id: recorded.campaign, Name: 'First' },
  { Id: recorded.secondCampaign, Name: 'Second' },
];

describe('recorded collections calls', () => {
  it('creates a lead', async () => {
    org = await runOrg(recordedOrg);
    const reply = await expectAsRecorded('records/collections-create-lead-ok.json');
    expect(reply.headers.get('sforce-limit-info')).toBe('api-usage=8401/15000');
  });

  it('updates two leads', async () => {
    org = await runOrg({ ...recordedOrg, records: { Lead: [lead, secondLead] } });
    await expectAsRecorded('records/collections-update-two-leads-ok.json', { exact: true });
  });

  it('creates a campaign member', async () => {
    org = await runOrg({ ...recordedOrg, records: { Lead: [lead], Campaign: campaigns } });
    await expectAsRecorded('records/collections-create-campaignmember-ok.json');
  });

  it('deletes two campaigns', async () => {
    org = await runOrg({ ...recordedOrg, records: { Campaign: campaigns } });
    await expectAsRecorded('records/collections-delete-ok.json', { exact: true });
  });

  it('names the required field that is missing', async () => {
    org = await runOrg(recordedOrg);
    await expectAsRecorded('errors/collections-create-required-field-missing.json', { exact: true });
  });

  it('refuses a wrong address and keeps its neighbour', async () => {
    const Contact = [recorded.contact, recorded.secondContact].map((Id) => ({ Id, LastName: 'X' }));
    org = await runOrg({ ...recordedOrg, records: { Account: [{ Id: recorded.account, Name: 'A' }], Contact } });
    await expectAsRecorded('errors/collections-update-mixed-invalid-email.json', { exact: true });
  });

  it('refuses to change a converted lead', async () => {
    org = await runOrg({ ...recordedOrg, records: { Lead: [{ ...lead, IsConverted: true }] } });
    await expectAsRecorded('errors/collections-update-converted-lead.json', { exact: true });
  });
});

describe('recorded queries', () => {
  it('finds nothing', async () => {
    org = await runOrg(recordedOrg);
    await expectAsRecorded('records/query-empty.json', { exact: true });
  });

  it('finds one lead', async () => {
    org = await runOrg({ ...recordedOrg, records: { Lead: [lead] } });
    await expectAsRecorded('records/query-one-lead.json', { exact: true });
  });

  it('answers page after page', async () => {
    const first = readExample<Record<string, unknown>>('records/query-page-first.json');
    const last = readExample<Record<string, unknown>>('records/query-page-last.json');
    const Lead = Array.from({ length: 201 }, (_, index) => ({ LastName: `L${index}`, Company: 'C' }));
    org = await runOrg({ records: { Lead } });
    const one = await org.ask('GET', 'query?q=SELECT+Id,Name+FROM+Lead', undefined, {
      'Sforce-Query-Options': 'batchSize=200',
    });
    const { nextRecordsUrl } = one.body as { nextRecordsUrl: string };
    const two = await org.ask('GET', nextRecordsUrl);
    for (const [page, reply] of [
      [first, one],
      [last, two],
    ] as const) {
      expect(Object.keys(reply.body as object).sort()).toEqual(Object.keys(page).sort());
      expect((reply.body as { done: boolean }).done).toBe(page['done']);
      expect((reply.body as { totalSize: number }).totalSize).toBe(201);
    }
  });
});

describe('a recorded lead before and after its conversion', () => {
  it('stays readable, and its campaign membership gains the contact', async () => {
    org = await runOrg({
      ...recordedOrg,
      records: {
        Lead: [lead],
        Campaign: campaigns,
        CampaignMember: [{ CampaignId: recorded.campaign, LeadId: recorded.lead }],
      },
    });
    const before = await expectAsRecorded('records/lead-get-before-conversion.json');
    expect(before.body).toMatchObject({ Status: 'Open - Not Contacted', IsConverted: false, ConvertedContactId: null });

    const converted = await org.ask('POST', `/simulator/leads/${recorded.lead}/convert`, {});
    const { contactId, accountId } = converted.body as { contactId: string; accountId: string };
    const after = await expectAsRecorded('records/lead-get-after-conversion.json');
    expect(after.body).toMatchObject({
      Status: 'Closed - Converted',
      IsConverted: true,
      ConvertedContactId: contactId,
      ConvertedAccountId: accountId,
    });
    const leadId = await expectAsRecorded('records/campaignmember-after-conversion-leadid.json');
    expect(leadId.body).toMatchObject({ records: [{ LeadId: recorded.lead }] });
    const member = await expectAsRecorded('records/campaignmember-after-conversion-contactid.json');
    expect(member.body).toMatchObject({ records: [{ ContactId: contactId }] });

    const contact = readExample<Recording>('records/contact-get-created-by-conversion.json');
    const got = await org.ask('GET', `/services/data/v42.0/sobjects/Contact/${contactId}`);
    expect(shapeProblems(contact.response.body, got.body)).toEqual([]);
    expect(got.body).toMatchObject({ LastName: 'Smith', Email: 'leadbrian@demo.com', AccountId: accountId });
  });

  it('is deleted like any other', async () => {
    org = await runOrg({ ...recordedOrg, records: { Lead: [{ ...secondLead, IsConverted: true }] } });
    expect((await org.ask('DELETE', `sobjects/Lead/${recorded.secondLead}`)).status).toBe(204);
    await expectAsRecorded('errors/get-deleted-lead-404.json', { exact: true });
  });
});

describe('a recorded campaign', () => {
  it('is created with its address', async () => {
    org = await runOrg(recordedOrg);
    const reply = await expectAsRecorded('records/campaign-create-201.json');
    const { id } = reply.body as { id: string };
    expect(reply.headers.get('location')).toBe(`/services/data/v42.0/sobjects/Campaign/${id}`);
  });
});
