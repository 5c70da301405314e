export interface Approval {
  readonly userId: string;
  readonly clientId: string;
  /** Epoch milliseconds. */
  readonly approvedAt: number;
}

/**
 * Which live approvals of one user and app end when `added` joins them: the oldest, silently (salesforce-api.md §1.7).
 * `sixth` keeps five alive, `fifth` keeps four.
 */
export function approvalsToEnd<T extends Approval>(
  live: readonly T[],
  added: Approval,
  endsAt: 'fifth' | 'sixth',
): T[] {
  const kept = endsAt === 'sixth' ? 5 : 4;
  const same = live
    .filter((approval) => approval.userId === added.userId && approval.clientId === added.clientId)
    .sort((a, b) => a.approvedAt - b.approvedAt);
  return same.slice(0, Math.max(0, same.length + 1 - kept));
}
