import { describe, expect, it } from 'vitest';
import { anEmail } from '../testing/email-events.js';
import type { HandleBatch } from './build-routes.js';
import { BatchAbandoned, type Delivery, deliverPart } from './deliver-part.js';
import { done, never } from './outcome.js';
import type { ReceivedEvent } from './received-event.js';

const batch = (...subjects: string[]): ReceivedEvent[] =>
  subjects.map((subject, at) => ({ event: anEmail('c', at, subject), topic: 't', partition: 0, offset: String(at) }));
const subjectOf = ({ event }: ReceivedEvent) => (event.data as { subject: string }).subject;

function deliveryBy(handle: HandleBatch, stopping = new AbortController(), lost = new AbortController()) {
  const failures: { events: number; attempt: number; outage: boolean }[] = [];
  const delivery: Delivery = {
    handler: { handle, subscription: { topic: 'ce.email.v1', definitions: [], ignores: [], handler: 'Test.on' } },
    context: { signal: lost.signal, heartbeat: async () => undefined },
    stopping: stopping.signal,
    policy: { attempts: 2, firstWaitMs: 1, longestWaitMs: 2 },
    onFailure: ({ events, attempt, outage }) => failures.push({ events, attempt, outage }),
  };
  return { delivery, failures };
}

describe('deliverPart', () => {
  it('returns the handler’s answers', async () => {
    const { delivery } = deliveryBy(async () => [done(), never('no')]);
    expect(await deliverPart(batch('a', 'b'), delivery)).toEqual([done(), never('no')]);
  });

  it('tries the whole batch again before it looks for one to blame', async () => {
    let calls = 0;
    const { delivery, failures } = deliveryBy(async (events) => {
      calls += 1;
      if (calls === 1) throw new Error('once');
      return events.map(() => done());
    });
    expect(await deliverPart(batch('a', 'b'), delivery)).toEqual([done(), done()]);
    expect(failures).toEqual([{ events: 2, attempt: 1, outage: false }]);
  });

  it('finds every event that fails alone, keeps the order, and bounds the attempts', async () => {
    const taken: string[] = [];
    let calls = 0;
    const { delivery } = deliveryBy(async (events) => {
      calls += 1;
      if (events.some((event) => subjectOf(event).startsWith('bad'))) throw new TypeError('cannot');
      taken.push(...events.map(subjectOf));
      return events.map(() => done());
    });
    const subjects = Array.from({ length: 64 }, (_, at) => (at === 9 || at === 40 ? `bad ${at}` : String(at)));
    const outcomes = await deliverPart(batch(...subjects), delivery);
    expect(outcomes.flatMap((outcome, at) => (outcome.kind === 'never' ? [at] : []))).toEqual([9, 40]);
    expect(outcomes[9]).toEqual(never('The handler failed 2 times, last with TypeError: cannot.'));
    expect(taken).toEqual(subjects.filter((subject) => !subject.startsWith('bad')));
    expect(calls).toBeLessThan(32);
  });

  it('waits through an outage without splitting and without end', async () => {
    let calls = 0;
    const sizes = new Set<number>();
    const { delivery, failures } = deliveryBy(async (events) => {
      sizes.add(events.length);
      calls += 1;
      if (calls <= 20)
        throw new Error('query failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
      return events.map(() => done());
    });
    expect(await deliverPart(batch('a', 'b', 'c'), delivery)).toHaveLength(3);
    expect(sizes).toEqual(new Set([3]));
    expect(failures.every((failure) => failure.outage)).toBe(true);
  });

  it('leaves the batch when the service stops between two attempts', async () => {
    const stopping = new AbortController();
    const { delivery } = deliveryBy(async () => {
      stopping.abort();
      throw new Error('fails');
    }, stopping);
    await expect(deliverPart(batch('a'), delivery)).rejects.toThrow(BatchAbandoned);
  });

  it('lets the call in hand answer while the service stops', async () => {
    const stopping = new AbortController();
    const { delivery } = deliveryBy(async () => {
      stopping.abort();
      return [done()];
    }, stopping);
    expect(await deliverPart(batch('a'), delivery)).toEqual([done()]);
  });

  it('leaves the batch when it was lost, whatever the handler threw', async () => {
    const lost = new AbortController();
    const handle: HandleBatch = async () => {
      lost.abort();
      throw new TypeError('interrupted');
    };
    const { delivery } = deliveryBy(handle, new AbortController(), lost);
    await expect(deliverPart(batch('a'), delivery)).rejects.toThrow(BatchAbandoned);
  });

  it('tells a database error by its code, never by its words, which may quote the event', async () => {
    const error = Object.assign(new Error('invalid input: "secret text"'), { code: '22P02', name: 'QueryFailedError' });
    const { delivery } = deliveryBy(async () => Promise.reject(error));
    expect(await deliverPart(batch('a'), delivery)).toEqual([
      never('The handler failed 2 times, last with QueryFailedError 22P02.'),
    ]);
  });
});
