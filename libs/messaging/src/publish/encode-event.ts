import type { CloudEvent, CloudEventAttributes } from '@ce/contracts';
import type { MessageContent } from '../consume/raw-message.js';

/**
 * CloudEvents in binary mode: attributes as `ce_` headers, data as the body, the partition key as the record key.
 * Source: CloudEvents Kafka protocol binding 1.0.2, §3.2.
 */
export function encodeEvent(event: CloudEvent): MessageContent {
  const headers: Record<string, string> = { 'content-type': event.datacontenttype };
  for (const name in event) {
    if (name === 'data' || name === 'datacontenttype') continue;
    const value = event[name as keyof CloudEventAttributes];
    if (value !== undefined) headers[`ce_${name}`] = value;
  }
  return { key: event.partitionkey, headers, value: JSON.stringify(event.data) };
}
