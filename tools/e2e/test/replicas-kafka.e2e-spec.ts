import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CloudEvent, createEvent, emailSent } from '@ce/contracts';
import {
  BRISK,
  buildOrg,
  callerWith,
  CLIENT,
  compareTasks,
  connectOrg,
  followEvents,
  publishEvents,
  recordId,
  reference,
  SimulatedOrg,
  SOURCE,
  WORKSPACE,
} from '@ce/demo';
import { ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { freePort } from '@ce/postgres';
import { EVERY_WORKSPACE } from '@ce/service-kit';
import { type Standalone, startStandalone } from '@ce/standalone';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReplicas } from './start-replicas.js';

const LEADS = 400;
const WAVE = 100;
/** The same victims in the same order at every run; another number plays another story. */
const SEED = 3;
/** Generous: a killed member keeps its partitions for its session timeout, ten seconds, before the others get them. */
const PROGRESS_MS = 60_000;

describe.runIf(await ownKafkaIsWanted())('three replicas of activity-logging in one group on Kafka', () => {
  let broker: RunningKafka;
  let dataDir: string;
  let standalone: Standalone;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    broker = await startKafka();
    stops.unshift(() => broker.stop());
    dataDir = await mkdtemp(join(tmpdir(), 'ce-replicas-'));
    await chmod(dataDir, 0o711);
    stops.unshift(() => rm(dataDir, { recursive: true, force: true }));
    const authPort = await freePort();
    const orgFile = join(dataDir, 'org.json');
    const scale = { webLeads: LEADS, others: 10, withEventId: false };
    await writeFile(orgFile, JSON.stringify(buildOrg(scale, `http://127.0.0.1:${authPort}/oauth/callback`)));
    standalone = await startStandalone({
      dataDir,
      durable: false,
      ports: { auth: authPort },
      simulator: { orgFile, ...CLIENT },
      environment: { ...BRISK, BUS: 'kafka', KAFKA_BROKERS: broker.brokers },
    });
    stops.unshift(() => standalone.stop());
  }, 180_000);

  afterAll(async () => {
    for (const stop of stops) await stop();
  }, 120_000);

  it('loses and duplicates nothing under load, with random kills and a broker that is killed in the middle', async () => {
    const org = new SimulatedOrg(standalone.simulatorUrl ?? '');
    const admin = callerWith(await standalone.token(WORKSPACE, ['admin']));
    const connectionId = await connectOrg(admin, standalone.urls.auth, false);
    const { replicas, stop } = await startReplicas(standalone, 'activity-logging', 2);
    stops.unshift(stop);
    const follower = await followEvents(standalone.environment);
    stops.unshift(follower.stop);
    const { told } = follower;

    const token = await standalone.token(EVERY_WORKSPACE, ['publisher']);
    const published = new Map<string, string>();
    let disturbing = true;
    // One publisher per replica, so that a killed one delays its own publisher only.
    const load = replicas.map(async ({ url }, at) => {
      for (let wave = 0; disturbing; wave += 1) {
        const emails = planWave(connectionId, `${at}-${wave}`);
        await publishEvents(url, token, emails);
        for (const { id, data } of emails) published.set(id, (data as { record: { id: string } }).record.id);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    });

    const tasks = async () => (await org.all('Task')).length;
    const moreTasks = async () => {
      const before = await tasks();
      await eventually(async () => expect(await tasks()).toBeGreaterThanOrEqual(before + WAVE), PROGRESS_MS);
    };
    const chance = seededChance(SEED);
    const kills = replicas.map(() => 0);
    const kill = async (count: number) => {
      const order = replicas.map((_, at) => ({ at, chance: chance() })).sort((a, b) => a.chance - b.chance);
      for (const { at } of order.slice(0, count)) {
        const victim = replicas[at]?.process;
        await eventually(() => expect(victim?.pid).toBeDefined());
        victim?.kill('SIGKILL');
        kills[at] = (kills[at] ?? 0) + 1;
      }
    };

    await moreTasks();
    await kill(1);
    await moreTasks();
    await kill(1);
    await broker.restart(0, 'SIGKILL');
    await moreTasks();
    await kill(2);
    await moreTasks();
    await kill(1);
    disturbing = false;
    await Promise.all(load);
    console.log(`${published.size} emails published; kills per replica: ${kills.join(', ')}`);
    expect(kills.reduce((sum, count) => sum + count, 0)).toBe(5);
    // Every kill met a process that ran, and no process died of anything else.
    expect(replicas.map(({ process }) => process.restarts)).toEqual(kills);

    await eventually(async () => {
      expect(await tasks()).toBeGreaterThanOrEqual(published.size);
      expect(told.tasks.size).toBeGreaterThanOrEqual(published.size);
    }, 120_000);
    expect(compareTasks(await org.all('Task'), published)).toEqual({
      tasks: published.size,
      duplicateTasks: 0,
      missingTasks: 0,
      strayTasks: 0,
      wrongTasks: 0,
    });
    // What we tell other services is as complete as what Salesforce holds.
    expect(told.tasks.size).toBe(published.size);
    expect(told.parked.size).toBe(0);
  }, 300_000);
});

/** One email to each of a hundred leads. */
function planWave(connectionId: string, name: string): CloudEvent[] {
  return Array.from({ length: WAVE }, (_, n) => {
    const id = `replicas-${name}-${n}`;
    const data = {
      connectionId,
      record: { type: 'Lead' as const, id: recordId('Lead', 80 + n) },
      at: new Date().toISOString(),
      from: 'ava@ce.example.com',
      to: ['lead@example.com'],
      subject: `Wave ${name}`,
      body: `${reference(id)}\n\nA line.`,
    };
    return createEvent(emailSent, data, { source: SOURCE, id });
  });
}

/** Park and Miller's generator: numbers from 0 to 1 that are the same for the same seed. */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
