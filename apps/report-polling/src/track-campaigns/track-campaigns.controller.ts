import { campaignChanged } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PollNudge } from '../poll-reports/poll-nudge.js';
import { storeCampaigns } from './store-campaigns.js';

@Controller()
export class TrackCampaignsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly nudge: PollNudge,
  ) {}

  @Consumes('ce.campaign.v1', [campaignChanged])
  async onCampaigns(events: ReceivedEvent<typeof campaignChanged>[]): Promise<Outcome[]> {
    const started = await inTransaction(this.dataSource, (manager) =>
      storeCampaigns(
        manager,
        events.map(({ event }) => event.data),
      ),
    );
    if (started > 0) this.nudge.nudge();
    return events.map(() => done());
  }
}
