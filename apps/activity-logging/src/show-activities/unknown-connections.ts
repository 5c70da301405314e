import type { ErrorClass } from '@ce/contracts';
import { Metrics } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A connection and its first emails travel on two topics; a connection that is new may be some time behind. */
const AFTER_MINUTES = 5;

export interface UnknownConnection {
  connectionId: string;
  /** Emails that wait for it. */
  activities: number;
  /** When the first of them came. */
  since: Date;
}

/** What is said of them and of their emails, over what they say of themselves. */
export const unknownConnection: { class: ErrorClass; code: string; reason: string; fix: string } = {
  class: 'configuration',
  code: 'unknown-connection',
  reason: `No connection of this id has been announced, and the email has waited for it for ${AFTER_MINUTES} minutes or more.`,
  fix:
    'If the connection exists, see why auth does not announce it (its outbox, and the dead letters of this service); ' +
    'its emails are logged by themselves once it is known here. If the publisher mistook the id, correct it there and ' +
    'publish these emails again under the right one.',
};

/**
 * Emails for connections that nobody knows: they belong to no workspace, so they are shown to CE's own operators alone.
 * They wait on, and are logged when their connection is announced.
 */
@Injectable()
export class UnknownConnections {
  constructor(
    private readonly dataSource: DataSource,
    metrics: Metrics,
  ) {
    const help = `Emails that have waited ${AFTER_MINUTES} minutes or more for a connection that nobody announced`;
    metrics.gauge('activities_of_unknown_connections', help, [], async (gauge) => {
      const unknown = await this.find();
      gauge.set(unknown.reduce((sum, { activities }) => sum + activities, 0));
    });
  }

  /** One step per connection, however many emails wait for those that are known. */
  async find(): Promise<UnknownConnection[]> {
    return this.dataSource.query(
      `with recursive waiting as (
         (select connection_id from activity where state = 'waiting' order by connection_id limit 1)
         union all
         select (select connection_id from activity
                  where state = 'waiting' and connection_id > waiting.connection_id order by connection_id limit 1)
           from waiting where waiting.connection_id is not null)
       select waiting.connection_id as "connectionId", emails.activities, emails.since
         from waiting cross join lateral (
           select count(*)::int as activities, min(created_at) as since from activity
            where activity.connection_id = waiting.connection_id and state = 'waiting') emails
        where not exists (select from connection where connection.connection_id = waiting.connection_id)
          and emails.since < now() - make_interval(mins => $1)
        order by 1`,
      [AFTER_MINUTES],
    );
  }
}
