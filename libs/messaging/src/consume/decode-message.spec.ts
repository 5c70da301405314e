import { cloudEventAttributes } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../publish/encode-event.js';
import { anEmail } from '../testing/email-events.js';
import { decodeMessage } from './decode-message.js';
import type { MessageContent, RawMessage } from './raw-message.js';

const email = anEmail('c1', 1, 'Grüße 👋');
const raw = (content: Partial<MessageContent>): RawMessage => ({
  ...{ topic: 't', partition: 0, offset: '0' },
  ...encodeEvent(email),
  ...content,
});
const structured = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

describe('decodeMessage', () => {
  it('reads what encodeEvent wrote', () => {
    expect(decodeMessage(raw({}))).toEqual({ kind: 'event', event: email });
  });

  it('reads every attribute that the contracts know', () => {
    const event = { ...email, subject: 'a subject', dataschema: 'https://ce.example.com/schema' };
    expect(Object.keys(event).sort()).toEqual([...Object.keys(cloudEventAttributes.shape), 'data'].sort());
    expect(decodeMessage(raw(encodeEvent(event)))).toEqual({ kind: 'event', event });
  });

  it('reads structured mode', () => {
    expect(decodeMessage(raw({ headers: structured, value: JSON.stringify(email) }))).toEqual({
      kind: 'event',
      event: email,
    });
  });

  it.each([
    'application/cloudevents+json',
    'Application/CloudEvents+JSON',
    ' application/cloudevents+json ; charset="utf-8"',
  ])('reads structured mode under the content type "%s"', (contentType) => {
    const value = JSON.stringify({ ...email, datacontenttype: 'Application/JSON; charset=utf-8' });
    const decoded = decodeMessage(raw({ headers: { 'content-type': contentType }, value }));
    expect(decoded).toEqual({ kind: 'event', event: email });
  });

  it.each(['application/json', 'Application/JSON', ' application/json;charset=UTF-8', ''])(
    'reads binary mode under the content type "%s"',
    (contentType) => {
      const headers = { ...encodeEvent(email).headers, 'content-type': contentType };
      expect(decodeMessage(raw({ headers }))).toEqual({ kind: 'event', event: email });
    },
  );

  it('reads binary mode without a content type', () => {
    const { 'content-type': _type, ...headers } = encodeEvent(email).headers;
    expect(decodeMessage(raw({ headers }))).toEqual({ kind: 'event', event: email });
  });

  it('takes the record key where the partition key is missing', () => {
    const { partitionkey: _key, ...keyless } = email;
    const decoded = decodeMessage(raw({ headers: structured, value: JSON.stringify(keyless), key: 'k' }));
    expect(decoded).toMatchObject({ kind: 'event', event: { partitionkey: 'k' } });
  });

  it.each([
    [raw({ value: '{' }), 'The body is not JSON.'],
    [raw({ headers: {} }), 'It is no CloudEvent: the header ce_specversion is missing.'],
    [
      raw({ headers: { 'content-type': 'application/cloudevents-batch+json' }, value: '[]' }),
      'The content type application/cloudevents-batch+json is not read here',
    ],
    [
      raw({ headers: { 'content-type': 'application/cloudevents+avro' }, value: '\u0002' }),
      'The content type application/cloudevents+avro is not read here',
    ],
    [
      raw({ headers: structured, value: JSON.stringify({ ...email, datacontenttype: 7 }) }),
      'CloudEvents attributes: datacontenttype: ',
    ],
    [raw({ headers: structured, value: '[]' }), 'The body is not one CloudEvent as a JSON object.'],
    [raw({ headers: { ...encodeEvent(email).headers, ce_time: 'today' } }), 'CloudEvents attributes: time: '],
    [
      raw({ headers: { ...encodeEvent(email).headers, 'content-type': 'text/xml' } }),
      'CloudEvents attributes: datacontenttype: ',
    ],
  ])('says why %# cannot be read', (message, reason) => {
    const decoded = decodeMessage(message);
    expect(decoded.kind === 'unreadable' && decoded.reason).toContain(reason);
  });

  it('finds nothing to read in a tombstone', () => {
    expect(decodeMessage(raw({ value: null }))).toEqual({ kind: 'empty' });
  });
});
