import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * All events of one publisher have one source: an entry is told from its neighbours by the event's id, so that comes first
 * (a seventh off what storing and settling cost). And a process that stores emails asks for claims that are not its own,
 * without reading its own, which are nearly all. Writes wait while the indexes are made.
 */
export class OrderIndexesOfActivity1796200000100 implements MigrationInterface {
  name = 'OrderIndexesOfActivity1796200000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create unique index activity_event_id on activity (connection_id, event_id, source)');
    await runner.query('drop index activity_event');
    await runner.query('alter index activity_event_id rename to activity_event');
    await runner.query('drop index activity_claimed');
    await runner.query(`create index activity_claimed on activity (connection_id, claimed_by) where state = 'claimed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index activity_event');
    await runner.query('create unique index activity_event on activity (connection_id, source, event_id)');
    await runner.query('drop index activity_claimed');
    await runner.query(`create index activity_claimed on activity (connection_id, kind) where state = 'claimed'`);
  }
}
