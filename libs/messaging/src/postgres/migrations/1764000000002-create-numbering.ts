import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Gives positions to committed events of a topic, at most `most` of them; answers how many it gave.
 *
 * One caller per topic at a time. The lock is taken by a statement of its own, so that the next statement's snapshot
 * sees everything the holder before has committed. Lowest `id` first: of two events of one key, whoever can see the
 * later one sees the earlier one too, because its transaction had ended before the later one was written.
 */
export class CreateNumbering1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function bus.number_events(wanted text, most integer) returns integer language plpgsql as $$
      declare
        given integer;
      begin
        perform 1 from bus.log where topic = wanted and position is null limit 1;
        if not found then
          return 0;
        end if;
        perform pg_advisory_xact_lock(1128616504, hashtext(wanted));
        with fresh as materialized (
          select id, partition from bus.log where topic = wanted and position is null order by id limit most
        ), numbered as materialized (
          select id, partition, row_number() over (partition by partition order by id) as place from fresh
        ), ends as (
          insert into bus.partition_end as known (topic, partition, next_position)
          select wanted, partition, count(*) from numbered group by partition
          on conflict (topic, partition) do update set next_position = known.next_position + excluded.next_position
          returning partition, next_position
        ), starts as (
          select ends.partition, ends.next_position - count(*) as first
          from ends join numbered on numbered.partition = ends.partition
          group by ends.partition, ends.next_position
        )
        update bus.log set position = starts.first + numbered.place - 1
        from numbered join starts on starts.partition = numbered.partition
        where log.id = numbered.id;
        get diagnostics given = row_count;
        return given;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function bus.number_events(text, integer)`);
  }
}
