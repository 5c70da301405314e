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
    const key = JSON.stringify([state.workspaceId, state.campaignId]);
    const known = newest.get(key);
    if (known === undefined || Date.parse(state.at) >= Date.parse(known.at)) newest.set(key, state);
  }
  const rows = [...newest.values()].map(({ campaignId, workspaceId, connectionId, status, at }) => ({
    workspace_id: workspaceId,
    campaign_id: campaignId,
    connection_id: connectionId,
    status,
    at,
  }));
  const started: StartedCampaign[] = await manager.query(
    `with told as materialized (
       select * from jsonb_to_recordset($1::jsonb)
         as state (workspace_id text, campaign_id text, connection_id text, status text, at timestamptz)
     ), before as (
       select workspace_id, campaign_id, campaign.status from campaign join told using (workspace_id, campaign_id)
     ), stored as (
       insert into campaign (workspace_id, campaign_id, connection_id, status, at)
       select workspace_id, campaign_id, connection_id, status, at from told
       order by workspace_id, campaign_id
       on conflict (workspace_id, campaign_id) do update
         set connection_id = excluded.connection_id, status = excluded.status, at = excluded.at
         where excluded.at > campaign.at
       returning workspace_id, campaign_id, status
     )
     select workspace_id, campaign_id from stored left join before using (workspace_id, campaign_id)
     where stored.status = 'running' and before.status is distinct from 'running'`,
    [JSON.stringify(rows)],
  );
  if (started.length > 0) await makeDue(manager, started);
  return started.length;
}

interface StartedCampaign {
  workspace_id: string;
  campaign_id: string;
}

async function makeDue(manager: EntityManager, campaigns: readonly StartedCampaign[]): Promise<void> {
  await manager.query(
    `update report set due_at = least(due_at, now())
     where (connection_id, report_id) in
       (select connection_id, report_id from enrollment_source
        join jsonb_to_recordset($1::jsonb) as started (workspace_id text, campaign_id text)
          using (workspace_id, campaign_id))`,
    [JSON.stringify(campaigns)],
  );
}

export async function findCampaign(
  manager: EntityManager,
  workspaceId: string,
  campaignId: string,
): Promise<TrackedCampaign | undefined> {
  const found: TrackedCampaign[] = await manager.query(
    `select campaign_id as "campaignId", workspace_id as "workspaceId", connection_id as "connectionId", status
     from campaign where workspace_id = $1 and campaign_id = $2`,
    [workspaceId, campaignId],
  );
  return found[0];
}
