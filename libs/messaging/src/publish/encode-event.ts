import type { CloudEvent } from '@ce/contracts';
import type { MessageContent } from '../consume/raw-message.js';

/**
 * CloudEvents in binary mode: attributes as `ce_` headers, data as the body, the partition key as the record key.
 * Source: CloudEvents Kafka protocol binding 1.0.2, §3.2.
 */
export function encodeEvent(event: CloudEvent): MessageContent {
  const { data, datacontenttype, ...attributes } = event;
  const headers: Record<string, string> = { 'content-type': datacontenttype };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) headers[`ce_${name}`] = String(value);
  }
  return { key: event.partitionkey, headers, value: JSON.stringify(data) };
}
