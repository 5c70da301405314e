import type { CampaignState } from '@ce/contracts';
import type { DataSource } from 'typeorm';
import type { FactTime } from '../keep-facts/fact.js';

export interface CampaignFact extends FactTime {
  campaign: CampaignState;
}

/**
 * Of several states of one campaign the newest holds, whatever the order of arrival.
 * @returns of these facts those that hold now. A repeated one holds too: nobody knows how far its news had spread.
 */
export async function keepCampaigns(
  dataSource: DataSource,
  facts: readonly CampaignFact[],
): Promise<{ connectionId: string; campaignId: string }[]> {
  const parameters = [
    JSON.stringify(facts.map(({ campaign, at, factId }) => ({ state: campaign, at, fact_id: factId }))),
  ];
  await dataSource.query(
    `insert into campaign as c (connection_id, campaign_id, state, at, fact_id)
     select distinct on (state->>'connectionId', state->>'campaignId')
            state->>'connectionId', state->>'campaignId', state, at, fact_id
       from jsonb_to_recordset($1::jsonb) as f (state jsonb, at timestamptz, fact_id text)
      order by state->>'connectionId', state->>'campaignId', at desc, fact_id collate "C" desc
     on conflict (connection_id, campaign_id) do update
        set state = excluded.state, at = excluded.at, fact_id = excluded.fact_id
      where c.at is null or (excluded.at, excluded.fact_id) > (c.at, c.fact_id)`,
    parameters,
  );
  return dataSource.query(
    `select distinct c.connection_id as "connectionId", c.campaign_id as "campaignId"
       from jsonb_to_recordset($1::jsonb) as f (state jsonb, at timestamptz, fact_id text)
       join campaign c on c.connection_id = f.state->>'connectionId' and c.campaign_id = f.state->>'campaignId'
        and c.at = f.at and c.fact_id = f.fact_id`,
    parameters,
  );
}
