import type { KafkaMessage } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { BareTexts } from './bare-texts.js';
import { fromKafka, toKafka } from './kafka-message.js';

const message = (given: Partial<KafkaMessage>): KafkaMessage =>
  ({ key: null, value: null, timestamp: '0', attributes: 0, offset: '7', ...given }) as KafkaMessage;

describe('Kafka messages', () => {
  it('are read as text, with header names in lower case and the last of repeated headers', () => {
    const headers = { CE_Id: Buffer.from('1'), 'Content-Type': ['text/plain', Buffer.from('application/json')] };
    expect(fromKafka('t', 3, message({ key: Buffer.from('k'), value: Buffer.from('Grüße'), headers }))).toEqual({
      ...{ topic: 't', partition: 3, offset: '7', key: 'k', value: 'Grüße' },
      headers: { ce_id: '1', 'content-type': 'application/json' },
    });
  });

  it('come back byte by byte when they are no text', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    const read = fromKafka('t', 0, message({ value: bytes, headers: { a: 'b' } }));
    expect(toKafka(read)).toEqual({ key: null, headers: { a: 'b' }, value: bytes });
  });

  it('keep their text whatever a foreign header says of it', () => {
    const read = fromKafka('t', 0, message({ value: Buffer.from('text'), headers: { 'CE-Body-Encoding': 'base64' } }));
    expect(toKafka(read)).toEqual({ key: null, headers: {}, value: 'text' });
  });

  it('are read as well from headers that our part of the client has read', () => {
    const read = (headers: Record<string, string>) =>
      fromKafka('t', 0, message({ value: Buffer.from('text'), headers: Object.assign(new BareTexts(), headers) }));
    expect(read({ ce_id: '1', 'content-type': 'a/b' }).headers).toEqual({ ce_id: '1', 'content-type': 'a/b' });
    expect(read({ CE_Id: '1' }).headers).toEqual({ ce_id: '1' });
    expect(toKafka(read({ 'ce-body-encoding': 'base64', a: 'b' }))).toEqual({
      key: null,
      headers: { a: 'b' },
      value: 'text',
    });
  });

  it('may be empty', () => {
    expect(fromKafka('t', 0, message({}))).toMatchObject({ key: null, value: null, headers: {} });
  });
});
