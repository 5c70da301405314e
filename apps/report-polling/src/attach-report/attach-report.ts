import { inTransaction } from '@ce/database';
import type { WithOrg } from '@ce/delivery';
import { notFound, Problem } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PollNudge } from '../poll-reports/poll-nudge.js';
import { findCampaign } from '../track-campaigns/store-campaigns.js';
import { findConnection } from '../track-connections/store-connections.js';
import { WITH_ORG } from '../with-org.js';
import type { AttachBody } from './attach-body.js';
import { inspectReport } from './inspect-report.js';
import { type KnownSource, knownSource, removeSource, storeSource } from './store-source.js';

@Injectable()
export class AttachReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly nudge: PollNudge,
    @Inject(WITH_ORG) private readonly withOrg: WithOrg,
  ) {}

  /** A report that cannot be used is stored all the same, with its reason, and stops nothing else. */
  async attach(workspaceId: string, id: string, body: AttachBody): Promise<void> {
    const { manager } = this.dataSource;
    checkUnchanged(await knownSource(manager, id), workspaceId, id, body);
    const campaign = await findCampaign(manager, workspaceId, body.campaignId);
    if (campaign === undefined) throw unknownCampaign(body.campaignId);
    const connection = await findConnection(manager, workspaceId, campaign.connectionId);
    if (connection === undefined) throw notFound('connection', campaign.connectionId);

    const { connectionId } = connection;
    const inspection = await inspectReport(this.withOrg, connectionId, body.reportId);
    await inTransaction(this.dataSource, (transaction) =>
      storeSource(transaction, { ...body, id, workspaceId, connectionId }, inspection),
    );
    this.nudge.nudge();
  }

  async detach(workspaceId: string, id: string): Promise<void> {
    const removed = await inTransaction(this.dataSource, (manager) => removeSource(manager, workspaceId, id));
    if (!removed) throw notFound('enrollment source', id);
  }
}

function checkUnchanged(known: KnownSource | undefined, workspaceId: string, id: string, body: AttachBody): void {
  if (known === undefined) return;
  if (known.workspaceId !== workspaceId) {
    throw new Problem({
      status: 409,
      title: 'Id taken',
      detail: `The id "${id}" cannot be used for an enrollment source of your workspace.`,
      fix: 'Choose another id.',
    });
  }
  if (known.campaignId === body.campaignId && known.reportId === body.reportId) return;
  throw new Problem({
    status: 409,
    title: 'Already attached',
    detail: `The enrollment source "${id}" belongs to another campaign or report.`,
    fix: 'Attach the report under a new id, and delete this source if it is no longer needed.',
  });
}

function unknownCampaign(campaignId: string): Problem {
  return new Problem({
    status: 404,
    title: 'Not found',
    detail: `There is no campaign "${campaignId}" in your workspace that this service knows of.`,
    fix: 'Publish ce.campaign.changed.v1 for it first; then attach the report again.',
  });
}
