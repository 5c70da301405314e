import { AuditModule, DatabaseModule } from '@ce/database';
import { DeadLettersController, EventOwners, EventsController, MessagingModule } from '@ce/messaging';
import { Module } from '@nestjs/common';
import { MovedRecords } from './log-tasks/moved-records.js';
import { TaskLoop } from './log-tasks/task-loop.js';
import { ReceiveEmailsController } from './receive-emails/receive-emails.controller.js';
import { ReplaysController } from './replay-activities/replays.controller.js';
import { database } from './database.js';
import { ActivitiesController } from './show-activities/activities.controller.js';
import { Connections } from './track-connections/connections.js';
import { TrackConnectionsController } from './track-connections/track-connections.controller.js';
import { activityListProvider } from './show-activities/activity-list.js';
import { UnknownConnections } from './show-activities/unknown-connections.js';
import { withOrgProvider } from './with-org.js';

/**
 * consumes  ce.email.v1, salesforce.connection.v1; POST /events for publishers without a Kafka client
 * publishes salesforce.delivery.v1: task.logged, delivery.parked
 * owns      schema activity_logging: audit_entry, activity, connection, moved_record
 * calls     auth for leases; Salesforce for Tasks
 */
@Module({
  imports: [
    DatabaseModule.forService(database),
    MessagingModule.forService({ group: 'activity-logging' }),
    AuditModule.forService({ path: 'audit/activity-logging' }),
  ],
  controllers: [
    EventsController,
    TrackConnectionsController,
    ReceiveEmailsController,
    ReplaysController,
    ActivitiesController,
    DeadLettersController,
  ],
  providers: [
    withOrgProvider,
    activityListProvider,
    Connections,
    { provide: EventOwners, useExisting: Connections },
    MovedRecords,
    UnknownConnections,
    TaskLoop,
  ],
})
export class AppModule {}
