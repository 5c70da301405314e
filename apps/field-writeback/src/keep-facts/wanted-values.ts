import type { CampaignState, ConversationStatus } from '@ce/contracts';
import type { RecordFact, Register } from './fact.js';

/** What a record's fields shall say, slot by slot; a slot that is missing is left alone. */
export interface WantedValues {
  status?: { status: ConversationStatus };
  campaign?: Pick<CampaignState, 'name' | 'status' | 'creator' | 'url'>;
  'do-not-contact'?: { doNotContact: true };
  owner?: { salesRepEmail: string };
}
export type Slot = keyof WantedValues;

/**
 * Worked out from the newest fact of each kind, so that the order in which the facts came does not matter.
 * `campaign`: the one of the newest enrollment, because the most recent campaign wins (salesforce-api.md §9.4); null while
 * its state is not known, and the record keeps what it shows until then.
 */
export function wantedValues(facts: readonly RecordFact[], campaign: CampaignState | null): WantedValues {
  const status = statusOf(facts);
  const qualification = find(facts, 'qualification');
  return {
    ...(status === null ? {} : { status: { status } }),
    ...(campaign === null ? {} : { campaign: campaignFields(campaign) }),
    ...(find(facts, 'opt-out') === undefined ? {} : { 'do-not-contact': { doNotContact: true as const } }),
    ...(qualification === undefined ? {} : { owner: { salesRepEmail: qualification.value.salesRepEmail } }),
  };
}

/**
 * What CE states holds. An email only starts what was not started yet; a failed import shows only on a record of which
 * nothing better is known, because it says nothing about a conversation that goes on.
 */
function statusOf(facts: readonly RecordFact[]): ConversationStatus | null {
  const exchange = find(facts, 'exchange');
  const stated = laterOf(find(facts, 'conversation'), startOf(find(facts, 'enrollment')));
  if (stated === undefined) {
    return exchange === undefined ? (find(facts, 'import-failure')?.value.status ?? null) : 'in_progress';
  }
  const started = exchange !== undefined && exchange.at >= stated.at;
  return stated.value.status === 'not_started' && started ? 'in_progress' : stated.value.status;
}

interface Stated {
  at: string;
  value: { status: ConversationStatus };
}

/** An enrollment is a start. */
function startOf(enrollment: RecordFact | undefined): Stated | undefined {
  return enrollment === undefined ? undefined : { at: enrollment.at, value: { status: 'not_started' } };
}

/** A conversation's word at the very moment of the enrollment is the later one: it cannot come before. */
function laterOf(conversation: Stated | undefined, start: Stated | undefined): Stated | undefined {
  if (conversation === undefined || start === undefined) return conversation ?? start;
  return start.at > conversation.at ? start : conversation;
}

function campaignFields({ name, status, creator, url }: CampaignState) {
  return { name, status, creator, url };
}

function find<R extends Register>(
  facts: readonly RecordFact[],
  register: R,
): Extract<RecordFact, { register: R }> | undefined {
  return facts.find((fact): fact is Extract<RecordFact, { register: R }> => fact.register === register);
}
