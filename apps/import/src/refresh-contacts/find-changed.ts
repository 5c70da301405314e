import type { ObjectType, RecordRef } from '@ce/contracts';
import { buildQuery } from '@ce/field-mapping';
import { type ManyQueryAnswer, type RecordError, SalesforceError, type SalesforceOrg } from '@ce/salesforce';

/** The two clocks need not agree, and a transaction is seen when it commits, not when it began. */
const OVERLAP_MS = 15 * 60_000;
/** One page of rows. Source: salesforce-api.md §3.1. */
const IDS_PER_QUERY = 2_000;

/**
 * Which of these records changed since then, deleted, merged and converted ones included: one call for up to 10,000
 * records, and only the ids of those that changed come back. A contact counts as changed with its account where
 * that is asked for. An owner who got another address changes nobody.
 * @throws SalesforceError
 */
export async function findChanged(
  org: Pick<SalesforceOrg, 'queryMany'>,
  refs: readonly RecordRef[],
  { since, withAccounts }: { since: Date; withAccounts: boolean },
): Promise<RecordRef[]> {
  const moment = new Date(since.getTime() - OVERLAP_MS).toISOString().slice(0, 19);
  const own = `SystemModstamp >= ${moment}Z`;
  const withAccount = `(${own} OR Account.SystemModstamp >= ${moment}Z)`;
  const questions = (['Lead', 'Contact'] as const).flatMap((type) =>
    slices(refs.filter((ref) => ref.type === type)).map((ids) => ({
      type,
      from: buildQuery({ objectType: type, fields: ['Id'], ids }),
      changed: type === 'Contact' && withAccounts ? withAccount : own,
    })),
  );
  const ask = (asked: typeof questions) =>
    org.queryMany<{ Id: string }>(
      asked.map(({ from, changed }) => `${from} AND ${changed}`),
      { deletedToo: true },
    );
  const answers = await ask(questions);
  // An account that the user may not see refuses the question, not the person.
  const again = questions.filter((question, index) => isRefused(answers[index]) && question.changed !== own);
  const second = again.length === 0 ? [] : await ask(again.map((question) => ({ ...question, changed: own })));
  return questions.flatMap((question, index) => {
    const retried = again.indexOf(question);
    return idsOf(retried < 0 ? answers[index] : second[retried], question.type);
  });
}

function isRefused(answer: ManyQueryAnswer<{ Id: string }> | undefined): boolean {
  return answer?.kind === 'refused' && answer.error.code === 'INVALID_FIELD';
}

function idsOf(answer: ManyQueryAnswer<{ Id: string }> | undefined, type: ObjectType): RecordRef[] {
  if (answer?.kind === 'rows') return answer.rows.map((row) => ({ type, id: row.Id }));
  if (answer === undefined) return [];
  throw refusal(answer.error);
}

export function refusal(error: RecordError): SalesforceError {
  return new SalesforceError({ ...error, attempted: 'look for changed records', status: 200 });
}

function slices(refs: readonly RecordRef[]): string[][] {
  const ids: string[][] = [];
  for (let start = 0; start < refs.length; start += IDS_PER_QUERY) {
    ids.push(refs.slice(start, start + IDS_PER_QUERY).map((ref) => ref.id));
  }
  return ids;
}
