export interface Seat {
  /** Id of the group's reader of one partition. */
  readonly id: number;
  readonly holder: 'me' | 'other' | 'nobody';
}

export interface SharePlan {
  readonly claim: readonly number[];
  readonly release: readonly number[];
}

/**
 * What one member of a group should take or give back of one topic's partitions, so that all members, each looking at
 * the same list of members, end with shares that differ by one at most.
 *
 * @param rank place of this member in the ordered list of members, from 0
 */
export function planShare(seats: readonly Seat[], rank: number, members: number): SharePlan {
  const share = Math.floor(seats.length / members) + (rank < seats.length % members ? 1 : 0);
  const mine = seats.filter((seat) => seat.holder === 'me').map((seat) => seat.id);
  const free = seats.filter((seat) => seat.holder === 'nobody').map((seat) => seat.id);
  return { claim: free.slice(0, Math.max(0, share - mine.length)), release: mine.slice(share) };
}
