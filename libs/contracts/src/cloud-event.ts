import { z } from 'zod';

/** CloudEvents 1.0 context attributes, with the partitioning extension and our own `correlationid`. */
export const cloudEventAttributes = z.object({
  specversion: z.literal('1.0'),
  /** Unique per source: the same source and id is the same event, delivered again. */
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(300),
  type: z.string().min(1).max(200),
  time: z.iso.datetime({ offset: true }),
  subject: z.string().max(300).optional(),
  datacontenttype: z.literal('application/json').default('application/json'),
  dataschema: z.string().max(500).optional(),
  /** The record key on Kafka, and what orders events in any transport. */
  partitionkey: z.string().min(1).max(300),
  correlationid: z.string().max(100).optional(),
});

export type CloudEventAttributes = z.infer<typeof cloudEventAttributes>;

export interface CloudEvent<Data = unknown> extends CloudEventAttributes {
  data: Data;
}
