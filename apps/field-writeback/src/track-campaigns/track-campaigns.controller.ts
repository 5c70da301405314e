import { campaignChanged } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { factTime } from '../keep-facts/fact.js';
import { WriteLoop } from '../write-fields/write-loop.js';
import { keepCampaigns } from './keep-campaigns.js';
import { spreadCampaign } from './spread-campaign.js';

/** `ce.campaign.v1`: a campaign's news go to every record that is enrolled in it. */
@Controller()
export class TrackCampaignsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly loop: WriteLoop,
  ) {}

  @Consumes('ce.campaign.v1', [campaignChanged])
  async onCampaigns(events: ReceivedEvent<typeof campaignChanged>[]): Promise<Outcome[]> {
    const facts = events.map(({ event }) => ({ campaign: event.data, ...factTime(event) }));
    for (const campaign of await keepCampaigns(this.dataSource, facts)) {
      if ((await spreadCampaign(this.dataSource, campaign)) > 0) this.loop.nudge();
    }
    return events.map(() => done());
  }
}
