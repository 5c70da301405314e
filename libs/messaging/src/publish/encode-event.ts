import type { CloudEvent } from '@ce/contracts';
import type { MessageContent } from '../consume/raw-message.js';

/**
 * CloudEvents in binary mode: attributes as `ce_` headers, data as the body, the partition key as the record key. First come
 * the headers that most events of a batch share, which the client then copies in one go.
 * Source: CloudEvents Kafka protocol binding 1.0.2, §3.2.
 */
export function encodeEvent(event: CloudEvent): MessageContent {
  const headers: Record<string, string> = {
    'content-type': event.datacontenttype,
    ce_specversion: event.specversion,
    ce_source: event.source,
    ce_type: event.type,
    ce_time: event.time,
    ce_id: event.id,
    ce_partitionkey: event.partitionkey,
  };
  if (event.correlationid !== undefined) headers['ce_correlationid'] = event.correlationid;
  if (event.subject !== undefined) headers['ce_subject'] = event.subject;
  if (event.dataschema !== undefined) headers['ce_dataschema'] = event.dataschema;
  return { key: event.partitionkey, headers, value: JSON.stringify(event.data) };
}
