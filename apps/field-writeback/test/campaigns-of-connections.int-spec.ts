import type { CampaignState } from '@ce/contracts';
import { migrate, serviceDataSource } from '@ce/database';
import { leadId } from '@ce/service-testing';
import { startTestDatabase, type TestDatabase } from '@ce/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database as serviceDatabase } from '../src/database.js';
import { keepFacts } from '../src/keep-facts/keep-facts.js';
import { keepCampaigns } from '../src/track-campaigns/keep-campaigns.js';
import { spreadCampaign } from '../src/track-campaigns/spread-campaign.js';
import { at } from './writeback-fixture.js';

let postgres: TestDatabase;
let database: DataSource;

beforeAll(async () => {
  postgres = await startTestDatabase();
  const address = { url: postgres.url, poolSize: 2, applicationName: 'test' };
  database = await serviceDataSource(serviceDatabase, address).initialize();
  await migrate(database, serviceDatabase.schema);
});
afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

function campaignOf(connectionId: string, workspaceId: string, minute: number, status: CampaignState['status']) {
  const name = `Campaign of ${workspaceId}`;
  const campaign: CampaignState = {
    campaignId: 'k1',
    workspaceId,
    connectionId,
    name,
    status,
    creator: 'Ann',
    url: 'https://ce.test/k1',
    at: at(minute),
  };
  return { campaign, at: at(minute), factId: `${connectionId}/${minute}` };
}

async function enroll(connectionId: string): Promise<void> {
  const record = { connectionId, recordId: leadId(1), recordType: 'Lead' as const };
  const told = { at: at(0), factId: `enrolled in ${connectionId}`, register: 'enrollment' as const };
  await keepFacts(database, [{ ...record, ...told, value: { campaignId: 'k1' } }]);
}

async function shownIn(connectionId: string) {
  const rows = await database.query<{ wanted: unknown }[]>(
    `select wanted from write_back where connection_id = $1 and slot = 'campaign'`,
    [connectionId],
  );
  return rows.map(({ wanted }) => wanted);
}

it('campaigns of two workspaces that are named alike show each on the records of its own connection only', async () => {
  await enroll('c1');
  await enroll('c2');
  const told = [campaignOf('c1', 'w1', 1, 'running'), campaignOf('c2', 'w2', 2, 'ended')];
  for (const campaign of await keepCampaigns(database, told)) await spreadCampaign(database, campaign);
  expect(await shownIn('c1')).toMatchObject([{ name: 'Campaign of w1', status: 'running' }]);
  expect(await shownIn('c2')).toMatchObject([{ name: 'Campaign of w2', status: 'ended' }]);

  for (const campaign of await keepCampaigns(database, [campaignOf('c2', 'w2', 3, 'paused')])) {
    await spreadCampaign(database, campaign);
  }
  expect(await shownIn('c1')).toMatchObject([{ status: 'running' }]);
  expect(await shownIn('c2')).toMatchObject([{ status: 'paused' }]);
});
