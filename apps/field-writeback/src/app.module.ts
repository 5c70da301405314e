import { AuditModule, DatabaseModule } from '@ce/database';
import { DeadLettersController, MessagingModule } from '@ce/messaging';
import { Module } from '@nestjs/common';
import { ReceiveConversationsController } from './receive-conversations/receive-conversations.controller.js';
import { ReceiveEmailsController } from './receive-emails/receive-emails.controller.js';
import { ReplaysController } from './replay-write-backs/replays.controller.js';
import { database } from './database.js';
import { WriteBacksController } from './show-write-backs/write-backs.controller.js';
import { TrackCampaignsController } from './track-campaigns/track-campaigns.controller.js';
import { Connections } from './track-connections/connections.js';
import { TrackConnectionsController } from './track-connections/track-connections.controller.js';
import { TrackEnrollmentsController } from './track-enrollments/track-enrollments.controller.js';
import { WriteLoop } from './write-fields/write-loop.js';
import { writeBackListProvider } from './show-write-backs/write-back-list.js';
import { withOrgProvider } from './with-org.js';

/**
 * consumes  ce.conversation.v1, ce.email.v1, ce.campaign.v1, salesforce.contact.v1, salesforce.connection.v1
 * publishes salesforce.delivery.v1: fields.written, delivery.parked
 * owns      schema field_writeback: audit_entry, fact, record, campaign, connection, write_back
 * calls     auth for leases; Salesforce for fields of leads and contacts
 */
@Module({
  imports: [
    DatabaseModule.forService(database),
    MessagingModule.forService({ group: 'field-writeback' }),
    AuditModule.forService({ path: 'audit/field-writeback' }),
  ],
  controllers: [
    TrackConnectionsController,
    TrackCampaignsController,
    TrackEnrollmentsController,
    ReceiveConversationsController,
    ReceiveEmailsController,
    ReplaysController,
    WriteBacksController,
    DeadLettersController,
  ],
  providers: [withOrgProvider, writeBackListProvider, Connections, WriteLoop],
})
export class AppModule {}
