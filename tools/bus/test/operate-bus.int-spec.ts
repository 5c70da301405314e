import { createEvent, emailSent, type CloudEvent } from '@ce/contracts';
import { ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { DeadLetters, Outbox } from '@ce/messaging';
import { eventually } from '@ce/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operateBus } from '../src/operate-bus.js';
import { GROUP, prepareMailRoom } from './mail-room.js';

function anEmail(subject: string): CloudEvent {
  const data = {
    connectionId: 'c1',
    record: { type: 'Lead' as const, id: '00Q5e000001AAAz' },
    at: '2026-01-05T10:00:00Z',
    from: 'a@example.com',
    to: ['b@example.com'],
    subject,
    body: 'Hello',
  };
  return createEvent(emailSent, data, { source: '/tests/bus' });
}

const transports = (await ownKafkaIsWanted()) ? ['postgres', 'kafka'] : ['postgres'];

describe.each(transports)('the command line on %s', (transport) => {
  let room: Awaited<ReturnType<typeof prepareMailRoom>>;
  let app: NestExpressApplication;
  let broker: RunningKafka | undefined;
  let environment: Record<string, string> = {};

  async function publish(...events: CloudEvent[]): Promise<void> {
    const outbox = app.get(Outbox, { strict: false });
    await app.get(DataSource, { strict: false }).transaction((manager) => outbox.publish(manager, events));
  }

  async function bus(line: string): Promise<string> {
    const answer = await operateBus(line.split(' '), { DATABASE_URL: room.databaseUrl, ...environment });
    return answer.kind === 'done' ? answer.lines.join('\n') : `REFUSED ${answer.problem}`;
  }

  beforeAll(async () => {
    if (transport === 'kafka') broker = await startKafka();
    environment = broker === undefined ? {} : { BUS: 'kafka', KAFKA_BROKERS: broker.brokers };
    room = await prepareMailRoom(environment);
    room.mail.refusedSubjects.add('bad');
    app = await room.start();
  });
  afterAll(async () => {
    await app.close();
    await room.stop();
    await broker?.stop();
  });

  it('lists, reads and replays the dead letters of a running service', async () => {
    expect(await bus(`dead-letters list --group ${GROUP}`)).toBe('mail-room has no dead letters.');
    await publish(anEmail('bad'), anEmail('good'));
    await eventually(async () => {
      expect(await app.get(DeadLetters, { strict: false }).list()).toHaveLength(1);
    });
    const listed = await bus(`dead-letters list --group ${GROUP}`);
    const [, row] = listed.split('\n');
    expect(row).toMatch(/^ce\.email\.v1\/\d+\/0 .* ce\.email\.sent\.v1 +The mapping is not there yet\.$/);
    expect(listed).not.toContain('Hello');
    const id = row?.split(' ')[0] ?? '';
    expect(JSON.parse(await bus(`dead-letters read ${id} --group ${GROUP}`))).toMatchObject({
      id,
      body: expect.stringContaining('Hello') as string,
    });
    room.mail.refusedSubjects.clear();
    expect(await bus(`dead-letters replay ${id} --group ${GROUP}`)).toMatch(/^1 dead letter\(s\) are on their way/);
    await eventually(() => {
      expect(room.mail.subjects).toEqual(['good', 'bad']);
    });
    expect(await bus(`dead-letters replay ${id} --group ${GROUP}`)).toMatch(/^REFUSED mail-room has no dead letter/);
    expect(await bus(`dead-letters replay --all --group ${GROUP}`)).toBe('mail-room has no dead letters.');
  });

  it('moves a service that is stopped, and says to stop one that runs', async () => {
    const move = `offsets move --group ${GROUP} --topic ce.email.v1`;
    expect(await bus(`${move} --to-beginning`)).toMatch(/^REFUSED .*Stop all replicas of the service first/);
    await app.close();
    expect(await bus(`${move} --to-time 2020-01-01T00:00:00Z`)).toContain('mail-room goes on there when it starts.');
    expect(await bus(`offsets show --group ${GROUP} --topic ce.email.v1`)).toMatch(/ce\.email\.v1 +\d+ +0 +0 +2 +2$/m);
    room.mail.taken.length = 0;
    app = await room.start();
    await eventually(() => {
      expect(room.mail.subjects).toEqual(['bad', 'good']);
    });
  });

  it('refuses what is not there, with what is', async () => {
    expect(await bus('groups')).toBe(GROUP);
    expect(await bus('offsets show --group mail-rom')).toMatch(/^REFUSED No group "mail-rom" .* mail-room\.$/);
    expect(await bus(`offsets move --group ${GROUP} --topic ce.mail.v1 --to-end`)).toMatch(
      /^REFUSED mail-room does not read "ce\.mail\.v1"\. It reads: ce\.email\.v1/,
    );
    expect(await bus('offsets move')).toMatch(/^REFUSED Name the group.* See: npm run bus -- --help$/);
    const nobody = { BUS: 'kafka', KAFKA_BROKERS: '127.0.0.1:1' };
    await expect(operateBus(['groups'], nobody)).rejects.toThrow(/No broker answers: .*Check KAFKA_BROKERS/);
    await expect(operateBus(['groups'], {})).rejects.toThrow(/DATABASE_URL: is not set/);
    await expect(operateBus(['groups'], { BUS: 'kafka' })).rejects.toThrow(/KAFKA_BROKERS: is not set/);
  });
});
