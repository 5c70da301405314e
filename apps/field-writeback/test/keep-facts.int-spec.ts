import { randomUUID } from 'node:crypto';
import type { CampaignState, ConversationStatus } from '@ce/contracts';
import { migrate, serviceDataSource } from '@ce/database';
import { contactId, leadId } from '@ce/service-testing';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database as serviceDatabase } from '../src/database.js';
import type { Fact, FactValue } from '../src/keep-facts/fact.js';
import { keepFacts } from '../src/keep-facts/keep-facts.js';
import { moveRecords } from '../src/keep-facts/move-record.js';
import { type CampaignFact, keepCampaigns } from '../src/track-campaigns/keep-campaigns.js';
import { spreadCampaign } from '../src/track-campaigns/spread-campaign.js';
import { at } from './writeback-fixture.js';

let postgres: TestDatabase;
let database: DataSource;

beforeAll(async () => {
  postgres = await startTestDatabase();
  database = await serviceDataSource(serviceDatabase, {
    url: postgres.url,
    poolSize: 8,
    applicationName: 'test',
  }).initialize();
  await migrate(database, serviceDatabase.schema);
});
afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

const wanted = async (connectionId: string, recordId: string) => {
  const rows = await database.query<{ slot: string; wanted: unknown; state: string }[]>(
    'select slot, wanted, state from write_back where connection_id = $1 and record_id = $2 order by slot',
    [connectionId, recordId],
  );
  return rows;
};

const status = fc.constantFrom<ConversationStatus>('not_started', 'in_progress', 'qualified', 'paused');
const value: fc.Arbitrary<FactValue> = fc.oneof(
  fc.record({ register: fc.constant('conversation' as const), value: fc.record({ status }) }),
  fc.record({ register: fc.constant('import-failure' as const), value: fc.record({ status }) }),
  fc.record({
    register: fc.constant('enrollment' as const),
    value: fc.record({ campaignId: fc.constantFrom('k1', 'k2') }),
  }),
  fc.constant({ register: 'exchange' as const, value: {} }),
  fc.constant({ register: 'opt-out' as const, value: {} }),
);
type News = { kind: 'fact'; value: FactValue; at: string; id: string } | { kind: 'campaign'; news: CampaignFact };
const campaignNews = fc.record({
  id: fc.constantFrom('k1', 'k2'),
  status: fc.constantFrom('running' as const, 'paused' as const, 'ended' as const),
});
const history = fc
  .array(
    fc.tuple(
      fc.oneof({ arbitrary: value, weight: 3 }, { arbitrary: campaignNews, weight: 1 }),
      fc.integer({ min: 0, max: 3 }),
    ),
    { minLength: 2, maxLength: 9 },
  )
  .map((entries) =>
    entries.map(([one, minute], index): News => {
      const id = `f${index}`;
      if ('register' in one) return { kind: 'fact', value: one, at: at(minute), id };
      return {
        kind: 'campaign',
        news: { campaign: campaign(one.id, one.status, at(minute)), at: at(minute), factId: id },
      };
    }),
  );

function campaign(campaignId: string, campaignStatus: CampaignState['status'], when: string): CampaignState {
  return {
    campaignId,
    workspaceId: 'w1',
    connectionId: 'replaced',
    name: `Campaign ${campaignId}`,
    status: campaignStatus,
    creator: 'Ann',
    url: 'https://ce.test/k',
    at: when,
  };
}

async function arrive(connectionId: string, news: News): Promise<void> {
  if (news.kind === 'campaign') {
    const { campaign: state, ...time } = news.news;
    for (const current of await keepCampaigns(database, [{ campaign: { ...state, connectionId }, ...time }])) {
      await spreadCampaign(database, current);
    }
    return;
  }
  const fact: Fact = {
    connectionId,
    recordId: leadId(1),
    recordType: 'Lead',
    at: news.at,
    factId: news.id,
    ...news.value,
  };
  await keepFacts(database, [fact]);
}

describe('facts in the database', () => {
  it('come to the same in any order, one after the other or all at once', async () => {
    const both = ['k1', 'k2'].map((id): News => {
      const time = { at: at(0), factId: `known-${id}` };
      return { kind: 'campaign', news: { campaign: campaign(id, 'scheduled', time.at), ...time } };
    });
    const orders = history.chain((some) => {
      const length = some.length + both.length;
      const shuffled = fc.shuffledSubarray([...both, ...some], { minLength: length, maxLength: length });
      return fc.tuple(fc.constant(some), shuffled);
    });
    await fc.assert(
      fc.asyncProperty(orders, async ([some, shuffled]) => {
        // Enrollments name campaigns that are there; of one that is not, nothing can be shown yet.
        const news = [...both, ...some];
        const [inOrder, mixed, together] = [randomUUID(), randomUUID(), randomUUID()];
        for (const one of news) await arrive(inOrder, one);
        for (const one of [...shuffled, ...news]) await arrive(mixed, one);
        await Promise.all(shuffled.map((one) => arrive(together, one)));
        const expected = await wanted(inOrder, leadId(1));
        expect(await wanted(mixed, leadId(1))).toEqual(expected);
        expect(await wanted(together, leadId(1))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('change nothing when they come again', async () => {
    const fact: Fact = {
      connectionId: 'again',
      recordId: leadId(1),
      recordType: 'Lead',
      at: at(1),
      factId: 'f1',
      register: 'conversation',
      value: { status: 'paused' },
    };
    expect(await keepFacts(database, [fact, fact])).toBe(1);
    expect(await keepFacts(database, [fact])).toBe(0);
    expect(await keepFacts(database, [{ ...fact, at: at(2), factId: 'f2' }])).toBe(0);
  });

  it('follow a record that moves, whether they come before or after', async () => {
    const stated = (recordId: string, minute: number, value: ConversationStatus): Fact => ({
      connectionId: 'moves',
      recordId,
      recordType: recordId.startsWith('00Q') ? 'Lead' : 'Contact',
      at: at(minute),
      factId: `f${minute}`,
      register: 'conversation',
      value: { status: value },
    });
    await keepFacts(database, [stated(leadId(5), 3, 'qualified'), stated(contactId(5), 2, 'paused')]);
    await moveRecords(database, [{ connectionId: 'moves', from: leadId(5), to: contactId(5) }]);
    expect(await wanted('moves', contactId(5))).toMatchObject([{ wanted: { status: 'qualified' }, state: 'waiting' }]);
    expect(await wanted('moves', leadId(5))).toMatchObject([{ state: 'superseded' }]);
    await keepFacts(database, [stated(leadId(5), 4, 'not_interested')]);
    expect(await wanted('moves', contactId(5))).toMatchObject([{ wanted: { status: 'not_interested' } }]);
    // Back again is no way: both would be followed in a circle.
    await moveRecords(database, [{ connectionId: 'moves', from: contactId(5), to: leadId(5) }]);
    await keepFacts(database, [stated(contactId(5), 5, 'bounced')]);
    expect(await wanted('moves', contactId(5))).toMatchObject([{ wanted: { status: 'bounced' } }]);
  });
});
