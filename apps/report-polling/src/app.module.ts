import { AuditModule, DatabaseModule } from '@ce/database';
import { DeadLettersController, MessagingModule } from '@ce/messaging';
import { Module } from '@nestjs/common';
import { AttachReport } from './attach-report/attach-report.js';
import { AttachReportController } from './attach-report/attach-report.controller.js';
import { database } from './database.js';
import { DryRunsController } from './dry-run-enrollment/dry-runs.controller.js';
import { TrackVerdictsController } from './dry-run-enrollment/track-verdicts.controller.js';
import { EnrollRows } from './enroll-rows/enroll-rows.js';
import { EnrollRowsController } from './enroll-rows/enroll-rows.controller.js';
import { PollLoop } from './poll-reports/poll-loop.js';
import { PollNowController } from './poll-reports/poll-now.controller.js';
import { PollNudge } from './poll-reports/poll-nudge.js';
import { ShowSourcesController } from './show-sources/show-sources.controller.js';
import { TrackCampaignsController } from './track-campaigns/track-campaigns.controller.js';
import { TrackConnectionsController } from './track-connections/track-connections.controller.js';
import { TrackImportsController } from './track-imports/track-imports.controller.js';
import { withOrgProvider } from './with-org.js';

@Module({
  imports: [
    DatabaseModule.forService(database),
    MessagingModule.forService({ group: 'report-polling' }),
    AuditModule.forService({ path: 'audit/report-polling' }),
  ],
  controllers: [
    TrackConnectionsController,
    TrackCampaignsController,
    AttachReportController,
    PollNowController,
    EnrollRowsController,
    DryRunsController,
    TrackVerdictsController,
    ShowSourcesController,
    TrackImportsController,
    DeadLettersController,
  ],
  providers: [withOrgProvider, PollNudge, PollLoop, AttachReport, EnrollRows],
})
export class AppModule {}
