import { AuditModule, DatabaseModule } from '@ce/database';
import { DeadLettersController, MessagingModule } from '@ce/messaging';
import { Module } from '@nestjs/common';
import { database } from './database.js';
import { ImportContacts } from './import-contacts/import-contacts.js';
import { JudgeDryRunsController } from './judge-dry-runs/judge-dry-runs.controller.js';
import { ReceiveRowsController } from './receive-rows/receive-rows.controller.js';
import { RefreshContacts } from './refresh-contacts/refresh-contacts.js';
import { RefreshesController } from './refresh-contacts/refreshes.controller.js';
import { ReplayImportsController } from './replay-imports/replay-imports.controller.js';
import { ShowImportsController } from './show-imports/show-imports.controller.js';
import { TrackConnectionsController } from './track-connections/track-connections.controller.js';
import { withOrgProvider } from './with-org.js';

@Module({
  imports: [
    DatabaseModule.forService(database),
    MessagingModule.forService({ group: 'import' }),
    AuditModule.forService({ path: 'audit/import' }),
  ],
  controllers: [
    TrackConnectionsController,
    ReceiveRowsController,
    JudgeDryRunsController,
    ShowImportsController,
    ReplayImportsController,
    RefreshesController,
    DeadLettersController,
  ],
  providers: [withOrgProvider, ImportContacts, RefreshContacts],
})
export class AppModule {}
