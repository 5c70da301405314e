/** Topic name → how it is kept. The version is in the name: an incompatible change is a new topic beside the old one. */
export const topics = {
  'ce.email.v1': { partitions: 12, cleanup: 'delete', retentionDays: 14 },
  'ce.conversation.v1': { partitions: 12, cleanup: 'delete', retentionDays: 14 },
  'ce.campaign.v1': { partitions: 3, cleanup: 'compact', retentionDays: 0 },
  'salesforce.connection.v1': { partitions: 3, cleanup: 'compact', retentionDays: 0 },
  'salesforce.report-row.v1': { partitions: 12, cleanup: 'delete', retentionDays: 14 },
  'salesforce.dry-run.v1': { partitions: 12, cleanup: 'delete', retentionDays: 1 },
  'salesforce.contact.v1': { partitions: 12, cleanup: 'delete', retentionDays: 14 },
  'salesforce.delivery.v1': { partitions: 12, cleanup: 'delete', retentionDays: 14 },
} as const satisfies Record<string, TopicPolicy>;

export interface TopicPolicy {
  partitions: number;
  /** `compact` keeps the newest event of each key for ever. */
  cleanup: 'delete' | 'compact';
  retentionDays: number;
}

/** Every topic’s `max.message.bytes`: above the largest email that the contract lets through, in UTF-8 with its envelope. */
export const LARGEST_MESSAGE = 8_388_608;

export type TopicName = keyof typeof topics;

/** The five consumer groups are the five services; a group's id is exactly its service's name. */
export const consumerGroups = ['auth', 'report-polling', 'import', 'activity-logging', 'field-writeback'] as const;
export type ConsumerGroup = (typeof consumerGroups)[number];

export function deadLetterTopic(group: string): string {
  return `${group}.dead-letter`;
}
