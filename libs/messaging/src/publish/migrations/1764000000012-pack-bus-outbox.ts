import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row for many events of a transaction: a row each cost more than the business itself. Rows of one event stay as they
 * are: those of a replica that was not replaced yet, and those that the broker refused. Not compressed, because a row
 * lives for milliseconds.
 */
export class PackBusOutbox1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table bus_outbox
        add column events integer not null default 1,
        add column pack text,
        alter column pack set storage external,
        alter column topic drop not null,
        alter column headers drop not null,
        add constraint bus_outbox_content check (pack is not null or (topic is not null and headers is not null))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into bus_outbox (topic, key, headers, value, written_at)
      select event.topic, event.key, event.headers, event.value, packed.written_at
      from bus_outbox packed cross join lateral rows from (
        jsonb_to_recordset(packed.pack::jsonb) as (topic text, key text, headers jsonb, value text)
      ) with ordinality as event (topic, key, headers, value, place)
      where packed.pack is not null
      order by packed.id, event.place`);
    await runner.query('delete from bus_outbox where pack is not null');
    await runner.query(`
      alter table bus_outbox
        drop constraint bus_outbox_content,
        drop column events,
        drop column pack,
        alter column topic set not null,
        alter column headers set not null`);
  }
}
