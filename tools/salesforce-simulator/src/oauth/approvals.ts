export interface Approval {
  readonly userId: string;
  readonly clientId: string;
  /** Epoch milliseconds. */
  readonly approvedAt: number;
  readonly lastUsedAt: number;
}

/**
 * Which live approvals of one user and app end when `added` joins them: the oldest, or by another page of Salesforce the
 * least recently used, silently (salesforce-api.md §1.7). `sixth` keeps five alive, `fifth` keeps four.
 */
export function approvalsToEnd<T extends Approval>(
  live: readonly T[],
  added: Pick<Approval, 'userId' | 'clientId'>,
  endsAt: 'fifth' | 'sixth',
  victim: 'oldest' | 'least-recently-used' = 'oldest',
): T[] {
  const kept = endsAt === 'sixth' ? 5 : 4;
  const age = (approval: Approval) => (victim === 'oldest' ? approval.approvedAt : approval.lastUsedAt);
  const same = live
    .filter((approval) => approval.userId === added.userId && approval.clientId === added.clientId)
    .sort((a, b) => age(a) - age(b));
  return same.slice(0, Math.max(0, same.length + 1 - kept));
}
