import { AuditTrail, inTransaction } from '@ce/database';
import type { WithOrg } from '@ce/delivery';
import { notFound, type Principal, Problem } from '@ce/service-kit';
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
    private readonly audit: AuditTrail,
    @Inject(WITH_ORG) private readonly withOrg: WithOrg,
  ) {}

  /** A report that cannot be used is stored all the same, with its reason, and stops nothing else. */
  async attach({ workspaceId, subject }: Principal, id: string, body: AttachBody): Promise<void> {
    const { manager } = this.dataSource;
    const campaign = await findCampaign(manager, workspaceId, body.campaignId);
    if (campaign === undefined) throw unknownCampaign(body.campaignId);
    const connection = await findConnection(manager, workspaceId, campaign.connectionId);
    if (connection === undefined) throw notFound('connection', campaign.connectionId);
    checkUnchanged(await knownSource(manager, id), workspaceId, id, body);

    const { connectionId } = connection;
    const inspection = await inspectReport(this.withOrg, connectionId, body.reportId);
    await inTransaction(this.dataSource, async (transaction) => {
      await storeSource(transaction, { ...body, id, workspaceId, connectionId }, inspection);
      await this.audit.record(transaction, {
        workspaceId,
        connectionId,
        actor: subject,
        action: 'report-attached',
        detail: `Attached the report ${body.reportId} to the campaign ${body.campaignId} as ${id}, auto-import ${body.autoImport ? 'on' : 'off'}, ${body.rules.length} rules.`,
      });
    });
    this.nudge.nudge();
  }

  async detach({ workspaceId, subject }: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const removed = await removeSource(manager, workspaceId, id);
      if (removed === undefined) throw notFound('enrollment source', id);
      await this.audit.record(manager, {
        workspaceId,
        connectionId: removed.connectionId,
        actor: subject,
        action: 'report-detached',
        detail: `Detached ${id}, the report ${removed.reportId}.`,
      });
    });
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
