import { correlationIdFor, personKey, taskLogged, toLongId } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { anEmail } from '../testing/email-events.js';
import { checkEvent } from './check-event.js';

const now = new Date('2026-02-01T00:00:00Z');
const email = anEmail('connection-1', 1, 'Hello');
const person = email.data as { connectionId: string; record: { id: string } };

describe('checkEvent', () => {
  it('takes a whole event as it is', () => {
    expect(checkEvent(email, now)).toEqual({ kind: 'sound', event: email });
  });

  it('takes JSON in whichever way its media type is written', () => {
    for (const datacontenttype of ['Application/JSON', 'application/json; charset=utf-8', undefined]) {
      expect(checkEvent({ ...email, datacontenttype }, now)).toEqual({ kind: 'sound', event: email });
    }
    expect(checkEvent({ ...email, datacontenttype: 'text/xml' }, now)).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('datacontenttype') as string,
    });
  });

  it('completes key, time and correlation id', () => {
    const { partitionkey: _key, time: _time, correlationid: _correlation, ...sparse } = email;
    expect(checkEvent(sparse, now)).toEqual({
      kind: 'sound',
      event: {
        ...email,
        time: now.toISOString(),
        partitionkey: personKey(person),
        correlationid: correlationIdFor(person.connectionId, person.record.id),
      },
    });
  });

  it('sets the key of a record that is named by the short form of its id, also where the publisher did the same', () => {
    const id = person.record.id.slice(0, 15);
    const short = { ...email, data: { ...person, record: { type: 'Lead', id } } };
    const long = toLongId(id);
    for (const partitionkey of [undefined, null, `connection-1/${id}`, `connection-1/${long}`]) {
      expect(checkEvent({ ...short, partitionkey }, now)).toMatchObject({
        kind: 'sound',
        event: { partitionkey: `connection-1/${long}`, data: { record: { id: long } } },
      });
    }
  });

  it('refuses a key of the publisher’s own, and says which one it takes', () => {
    for (const partitionkey of ['connection-1', 'connection-2/00Q5e00001AbCdEEAV', '', 7]) {
      expect(checkEvent({ ...email, partitionkey }, now)).toMatchObject({
        kind: 'refused',
        problem: 'Its partitionkey is not the key that the contract gives its type.',
        fix: expect.stringContaining(`"${personKey(person)}"`) as string,
      });
    }
  });

  it('drops attributes that nobody here knows', () => {
    expect(checkEvent({ ...email, myextension: 'x' }, now)).toEqual({ kind: 'sound', event: email });
  });

  it.each([
    ['text', 'It is not a JSON object.'],
    [[email], 'It is not a JSON object.'],
    [{ ...email, type: 'unknown' }, 'Its type is not taken here.'],
    // Ours to publish, not theirs.
    [{ ...email, type: taskLogged.type }, 'Its type is not taken here.'],
    [
      { ...email, data: { ...person, record: { type: 'Contact', id: person.record.id } } },
      'Its data does not fit: record: ',
    ],
    [{ ...email, data: undefined }, 'Its data does not fit: '],
    [{ ...email, id: '' }, 'Its attributes do not fit: id: '],
    [{ ...email, specversion: '0.3' }, 'Its attributes do not fit: specversion: '],
    [{ ...email, subject: 'a\u0000b' }, 'An attribute holds characters that cannot be printed.'],
    [{ ...email, subject: 'a\ud800b' }, 'An attribute holds characters that cannot be printed.'],
  ])('refuses %j', (given, problem) => {
    expect(checkEvent(given, now)).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining(problem) as string,
    });
  });

  it('never repeats what was sent in what it says', () => {
    const checked = checkEvent({ ...email, data: { ...person, at: 'secret text' } }, now);
    expect(JSON.stringify(checked)).not.toContain('secret text');
  });
});
