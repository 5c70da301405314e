import { expect, it } from 'vitest';
import { silentJournal } from '../consume/bus-journal.js';
import { BrokersAway, NoConnection } from './explain-connection.js';
import { TokenRefused } from './fetch-oauth-token.js';
import { KafkaWait } from './kafka-wait.js';

const refusedPort = () => new BrokersAway('connect ECONNREFUSED', false, undefined);
const hangUp = () => new BrokersAway('Closed connection', true, undefined);

/** Looks that go as told, one after the other, and well after the last. */
function waiting(looks: (() => Error)[], hangUpPatienceMs?: number) {
  const stopping = new AbortController();
  const notes: string[] = [];
  const reasons: (string | undefined)[] = [];
  const wait = new KafkaWait({
    brokers: 'one:9092',
    journal: { ...silentJournal, note: (_, message) => notes.push(message) },
    stopping: stopping.signal,
    look: async () => {
      reasons.push(wait.reason);
      const next = looks.shift();
      if (next !== undefined) throw next();
    },
    ...(hangUpPatienceMs === undefined ? {} : { hangUpPatienceMs }),
  });
  return { wait, stopping, notes, reasons };
}

it('says nothing where Kafka answers', async () => {
  const { wait, notes } = waiting([]);
  await wait.until(async () => undefined);
  expect(notes).toEqual([]);
});

it('says once that Kafka is away and once that it is back, however often it looked', async () => {
  const { wait, notes, reasons } = waiting([refusedPort, refusedPort, refusedPort]);
  let worked = 0;
  await wait.until(async () => void (worked += 1));
  expect(worked).toBe(1);
  expect(notes).toEqual(['Kafka does not answer; waiting for it', 'Kafka answers']);
  expect(reasons[0]).toBeUndefined();
  expect(reasons.slice(1)).toEqual(
    Array(3).fill(
      expect.stringMatching(/^Kafka at one:9092 does not answer: connect ECONNREFUSED\. Check KAFKA_BROKERS/),
    ),
  );
  expect(wait.reason).toBeUndefined();
});

it('does the work again when the brokers go away in the middle of it', async () => {
  const { wait, notes } = waiting([]);
  const faults = [refusedPort(), refusedPort()];
  await wait.until(async () => {
    const fault = faults.pop();
    if (fault !== undefined) throw fault;
  });
  expect(notes).toEqual(['Kafka does not answer; waiting for it', 'Kafka answers']);
});

it('throws at once what waiting does not mend', async () => {
  for (const error of [
    new NoConnection('The brokers refused the login.', undefined),
    new TokenRefused('https://tokens.example', 'it answered 401', false),
    new Error('4 topic(s) need attention.'),
  ]) {
    const { wait, notes } = waiting([() => error]);
    await expect(wait.until(async () => undefined)).rejects.toBe(error);
    expect(notes).toEqual([]);
  }
});

it('waits for a token endpoint that is away, and says that it is this one', async () => {
  const { wait, reasons } = waiting([() => new TokenRefused('https://tokens.example', 'it did not answer', true)]);
  await wait.until(async () => undefined);
  expect(reasons[1]).toContain('No Kafka token from tokens.example: it did not answer');
});

it('does not wait without end for a broker that ends every connection', async () => {
  const { wait } = waiting(Array<() => Error>(50).fill(hangUp), 1);
  await expect(wait.until(async () => undefined)).rejects.toThrow(/Closed connection.*KAFKA_TLS/);
});

it('counts anew when between two hang-ups nobody listened', async () => {
  const { wait } = waiting([hangUp, refusedPort, hangUp], 1);
  await wait.until(async () => undefined);
});

it('ends a pause when the service is stopping', async () => {
  const { wait, stopping, reasons } = waiting(Array<() => Error>(1_000).fill(refusedPort));
  const waited = wait.until(async () => undefined);
  stopping.abort();
  await waited;
  expect(reasons).toHaveLength(1);
});
