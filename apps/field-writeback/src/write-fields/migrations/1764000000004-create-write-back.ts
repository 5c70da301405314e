import { workTableV1 } from '@ce/delivery';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWriteBack1764000000004 implements MigrationInterface {
  name = 'CreateWriteBack1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    const statements = workTableV1({
      table: 'field_writeback.write_back',
      columns: [
        'record_type text not null',
        `slot text not null check (slot in ('status', 'campaign', 'do-not-contact', 'owner'))`,
        'wanted jsonb not null',
        // Counts up with every change of `wanted`; tells a newer wish from the one that is on its way.
        'revision integer not null default 1',
        // The wish that Salesforce has, and what it was given for it: Salesforce field to value.
        'written jsonb',
        `written_fields jsonb not null default '{}'`,
        // Why it does not apply for now: package, toggle or mapping. A change of the connection opens it again.
        'held_by text',
        // Under which configuration of the connection that was found; under another one it is looked at again.
        'held_under text',
      ],
    });
    for (const statement of statements) await runner.query(statement);
    await runner.query('create unique index write_back_slot on write_back (connection_id, record_id, slot)');
    await runner.query('create index write_back_held on write_back (connection_id, id) where held_by is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table write_back');
  }
}
