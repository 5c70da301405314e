import { isUtf8 } from 'node:buffer';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { MessageContent, RawMessage } from '../consume/raw-message.js';
import { BareTexts } from './bare-texts.js';

/**
 * Bodies that are no text are carried as base64, so that a dead letter can be replayed byte by byte. Inside the service
 * only; a foreign header of this name says nothing, and would spoil the body of a dead letter.
 */
const ENCODING = 'ce-body-encoding';

export function fromKafka(topic: string, partition: number, message: KafkaMessage): RawMessage {
  const headers = textHeaders(message.headers);
  const { offset, value } = message;
  const key = message.key?.toString('utf8') ?? null;
  if (value === null) return { topic, partition, offset, key, headers, value };
  if (isUtf8(value)) return { topic, partition, offset, key, headers, value: value.toString('utf8') };
  const marked = { ...headers, [ENCODING]: 'base64' };
  return { topic, partition, offset, key, headers: marked, value: value.toString('base64') };
}

export function toKafka({ key, headers, value }: MessageContent): Message {
  const { [ENCODING]: encoding } = headers;
  if (encoding === undefined) return { key, headers, value };
  const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== ENCODING));
  const body = value !== null && encoding === 'base64' ? Buffer.from(value, 'base64') : value;
  return { key, headers: others, value: body };
}

function textHeaders(headers: IHeaders | undefined): Record<string, string> {
  const texts = new BareTexts();
  for (const name in headers) {
    const given = headers[name];
    const value = Array.isArray(given) ? given.at(-1) : given;
    const lower = name.toLowerCase();
    if (value !== undefined && lower !== ENCODING) texts[lower] = value.toString();
  }
  return texts;
}
