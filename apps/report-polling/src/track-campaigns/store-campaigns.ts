import type { CampaignState, CampaignStatus } from '@ce/contracts';
import type { EntityManager } from 'typeorm';

export interface TrackedCampaign {
  campaignId: string;
  workspaceId: string;
  connectionId: string;
  status: CampaignStatus;
}

/**
 * Keeps the newest state of each campaign. The reports of campaigns that start running are due at once.
 * @returns how many campaigns started
 */
export async function storeCampaigns(manager: EntityManager, states: readonly CampaignState[]): Promise<number> {
  const newest = new Map<string, CampaignState>();
  for (const state of states) {
    const known = newest.get(state.campaignId);
    if (known === undefined || Date.parse(state.at) >= Date.parse(known.at)) newest.set(state.campaignId, state);
  }
  const rows = [...newest.values()].map(({ campaignId, workspaceId, connectionId, status, at }) => ({
    campaign_id: campaignId,
    workspace_id: workspaceId,
    connection_id: connectionId,
    status,
    at,
  }));
  const started: { campaign_id: string }[] = await manager.query(
    `with before as (
       select campaign_id, status from campaign
       where campaign_id in (select state ->> 'campaign_id' from jsonb_array_elements($1::jsonb) as state)
     ), stored as (
       insert into campaign (campaign_id, workspace_id, connection_id, status, at)
       select campaign_id, workspace_id, connection_id, status, at
       from jsonb_to_recordset($1::jsonb)
         as state (campaign_id text, workspace_id text, connection_id text, status text, at timestamptz)
       order by campaign_id
       on conflict (campaign_id) do update
         set workspace_id = excluded.workspace_id, connection_id = excluded.connection_id,
             status = excluded.status, at = excluded.at
         where excluded.at > campaign.at
       returning campaign_id, status
     )
     select stored.campaign_id from stored left join before using (campaign_id)
     where stored.status = 'running' and before.status is distinct from 'running'`,
    [JSON.stringify(rows)],
  );
  if (started.length > 0)
    await makeDue(
      manager,
      started.map((campaign) => campaign.campaign_id),
    );
  return started.length;
}

async function makeDue(manager: EntityManager, campaignIds: readonly string[]): Promise<void> {
  await manager.query(
    `update report set due_at = least(due_at, now())
     where (connection_id, report_id) in
       (select connection_id, report_id from enrollment_source where campaign_id = any ($1))`,
    [campaignIds],
  );
}

export async function findCampaign(
  manager: EntityManager,
  workspaceId: string,
  campaignId: string,
): Promise<TrackedCampaign | undefined> {
  const found: TrackedCampaign[] = await manager.query(
    `select campaign_id as "campaignId", workspace_id as "workspaceId", connection_id as "connectionId", status
     from campaign where campaign_id = $1 and workspace_id = $2`,
    [campaignId, workspaceId],
  );
  return found[0];
}
