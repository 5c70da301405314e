import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMovedRecord1764000000003 implements MigrationInterface {
  name = 'CreateMovedRecord1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    // A converted lead's contact, a merged record's survivor: found once, used for every later email.
    await runner.query(`
      create table moved_record (
        connection_id text not null,
        record_id text not null,
        now_id text not null,
        primary key (connection_id, record_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table moved_record');
  }
}
