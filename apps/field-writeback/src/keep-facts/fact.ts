import type { ConversationStatus, ObjectType } from '@ce/contracts';

/**
 * What can be known of a record, one newest fact of each kind:
 *
 * enrollment      it was enrolled in this campaign
 * conversation    CE states this status
 * exchange        an email went to or fro
 * import-failure  it could not be imported, and shows that as its status
 * opt-out         the person asked not to be contacted again
 * qualification   the person is qualified, with this sales rep cc-ed
 */
export type FactValue =
  | { register: 'enrollment'; value: { campaignId: string } }
  | { register: 'conversation'; value: { status: ConversationStatus } }
  | { register: 'exchange'; value: Record<string, never> }
  | { register: 'import-failure'; value: { status: ConversationStatus } }
  | { register: 'opt-out'; value: Record<string, never> }
  | { register: 'qualification'; value: { salesRepEmail: string } };
export type Register = FactValue['register'];

/** When it became true, and whose event said so. */
export interface FactTime {
  /** ISO 8601 in UTC with milliseconds, so that texts compare as times do. */
  at: string;
  factId: string;
}

export type RecordFact = FactValue & FactTime;

export type Fact = RecordFact & {
  connectionId: string;
  recordId: string;
  recordType: ObjectType;
};

/** Of two facts of one kind the later one holds; at the same moment the one with the greater id. */
export function isNewer(one: FactTime, other: FactTime): boolean {
  return one.at === other.at ? one.factId > other.factId : one.at > other.at;
}

/** `2026-11-02T09:30:00+02:00` and `2026-11-02T07:30:00.000Z` are one moment. */
export function moment(at: string): string {
  return new Date(at).toISOString();
}

export function factTime(event: { id: string; source: string; data: { at: string } }): FactTime {
  return { at: moment(event.data.at), factId: `${event.id} ${event.source}`.replaceAll('\u0000', '\uFFFD') };
}
