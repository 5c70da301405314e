import { AuditTrail, inTransaction } from '@ce/database';
import { CurrentPrincipal, openApiSchema, Problem, type Principal, RequireRole } from '@ce/service-kit';
import { ApiAcceptedResponse, ApiOperation } from '@ce/service-kit/openapi';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { showSource, type SourceView } from '../show-sources/show-source.js';
import { sourceAnswer } from '../show-sources/source-answer.js';
import { PollNudge } from './poll-nudge.js';

@Controller('enrollment-sources')
export class PollNowController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly nudge: PollNudge,
    private readonly audit: AuditTrail,
  ) {}

  @Post(':id/polls')
  @HttpCode(202)
  @RequireRole('operator')
  @ApiOperation({ summary: 'Reads the report as soon as possible, also for a campaign that does not run yet.' })
  @ApiAcceptedResponse({ schema: openApiSchema(sourceAnswer) })
  async poll(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<SourceView> {
    const { manager } = this.dataSource;
    const { connectionId, reportId, campaignStatus } = await showSource(manager, principal.workspaceId, id);
    if (campaignStatus === 'ended' || campaignStatus === 'canceled') {
      throw new Problem({
        status: 409,
        title: 'Campaign over',
        detail: `The campaign of the enrollment source "${id}" is ${campaignStatus}, so its report is no longer read.`,
        fix: 'Attach the report to a campaign that is not over.',
      });
    }
    await inTransaction(this.dataSource, async (transaction) => {
      await transaction.query(
        'update report set requested_at = now(), due_at = least(due_at, now()) where connection_id = $1 and report_id = $2',
        [connectionId, reportId],
      );
      await this.audit.record(transaction, {
        workspaceId: principal.workspaceId,
        connectionId,
        actor: principal.subject,
        action: 'poll-requested',
        detail: `Asked to read the report ${reportId} of ${id} now.`,
      });
    });
    this.nudge.nudge();
    return showSource(manager, principal.workspaceId, id);
  }
}
