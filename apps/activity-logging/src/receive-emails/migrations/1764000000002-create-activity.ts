import { workTableV1 } from '@ce/delivery';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateActivity1764000000002 implements MigrationInterface {
  name = 'CreateActivity1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    const statements = workTableV1({
      table: 'activity_logging.activity',
      columns: [
        'source text not null',
        'event_id text not null',
        'record_type text not null',
        `direction text not null check (direction in ('sent', 'received'))`,
        'at timestamptz not null',
        // Empty once the Task is there: Salesforce then has them, and we have no further use for them.
        'sender text not null',
        'recipients jsonb not null',
        'subject text not null',
        'body text not null',
      ],
    });
    for (const statement of statements) await runner.query(statement);
    await runner.query('create unique index activity_event on activity (connection_id, source, event_id)');
    await runner.query('create index activity_task on activity (connection_id, result_id) where result_id is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table activity');
  }
}
