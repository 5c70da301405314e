import { campaignStatus, conversationStatus, type PackageField } from '@ce/contracts';

export interface TextType {
  readonly kind: 'text';
  readonly length: number;
  /** Also an external id, and told apart by upper and lower case. */
  readonly unique: boolean;
}

export interface PicklistType {
  readonly kind: 'picklist';
  /** What the API stores; labels are made from it. */
  readonly values: readonly string[];
}

export type FieldType = TextType | PicklistType | { readonly kind: 'url' } | { readonly kind: 'datetime' };

export interface FieldDefinition {
  readonly meaning: PackageField | 'event_id';
  readonly label: string;
  readonly description: string;
  readonly type: FieldType;
}

/** The six on Lead and on Contact. Types and lengths: spec B2; values: the vocabularies that this system writes. */
export const personFields: readonly FieldDefinition[] = [
  {
    meaning: 'status',
    label: 'CE Status',
    description: 'Where the conversation with this person stands. Written by Conversational Email.',
    type: { kind: 'picklist', values: conversationStatus.options },
  },
  {
    meaning: 'last_synced_at',
    label: 'CE Last Synced At',
    description: 'When the status was last written. Written by Conversational Email.',
    type: { kind: 'datetime' },
  },
  {
    meaning: 'campaign_name',
    label: 'CE Campaign Name',
    description: 'The latest campaign that this person is enrolled in. Written by Conversational Email.',
    type: { kind: 'text', length: 200, unique: false },
  },
  {
    meaning: 'campaign_status',
    label: 'CE Campaign Status',
    description: 'The state of that campaign. Written by Conversational Email.',
    type: { kind: 'picklist', values: campaignStatus.options },
  },
  {
    meaning: 'campaign_creator',
    label: 'CE Campaign Creator',
    description: 'Who created that campaign. Written by Conversational Email.',
    type: { kind: 'text', length: 200, unique: false },
  },
  {
    meaning: 'campaign_url',
    label: 'CE Campaign URL',
    description: 'That campaign in Conversational Email. Written by Conversational Email.',
    type: { kind: 'url' },
  },
];

/** Optional: with it a Task is upserted by its email’s event, so that no failure makes two. */
export const eventIdField: FieldDefinition = {
  meaning: 'event_id',
  label: 'CE Event Id',
  description: 'The email event that this Task stands for. Written by Conversational Email.',
  type: { kind: 'text', length: 255, unique: true },
};

export type FieldHolder = 'Lead' | 'Contact' | 'Activity';

/** Fields by the object that they are defined on; Task and Event have theirs from Activity (salesforce-api.md §5.1). */
export const packageFields: Readonly<Record<FieldHolder, readonly FieldDefinition[]>> = {
  Lead: personFields,
  Contact: personFields,
  Activity: [eventIdField],
};

/** `not_interested` is shown as “Not interested”. */
export function valueLabel(value: string): string {
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
