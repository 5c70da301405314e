import type { CloudEvent } from '@ce/contracts';

/** A CloudEvent as record key and headers, by the CloudEvents Kafka binding in binary mode. */
export function kafkaHeaders({ data: _data, datacontenttype, ...attributes }: CloudEvent): {
  key: string;
  headers: Record<string, string>;
} {
  const headers: Record<string, string> = { 'content-type': datacontenttype };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) headers[`ce_${name}`] = value;
  }
  return { key: attributes.partitionkey, headers };
}
