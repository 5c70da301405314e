/** Where a group stands in one partition of a topic. Offsets are whole numbers as text; the next event has `next`. */
export interface GroupPosition {
  readonly topic: string;
  readonly partition: number;
  /** The oldest event that is still kept. */
  readonly start: string;
  readonly next: string;
  /** One past the newest event. */
  readonly end: string;
  readonly lag: number;
}

/** Where a group shall go on reading. */
export type OffsetTarget =
  | { readonly kind: 'beginning' }
  | { readonly kind: 'end' }
  /** An offset counts within one partition only. */
  | { readonly kind: 'offset'; readonly partition: number; readonly offset: string }
  /** The first event of each partition that was written at this time or later. */
  | { readonly kind: 'time'; readonly at: Date };

export interface MovedPosition {
  readonly partition: number;
  readonly from: string;
  readonly to: string;
}

export type MoveOutcome =
  | { readonly kind: 'moved'; readonly positions: readonly MovedPosition[] }
  /** A running member would write its own offset over the new one. */
  | { readonly kind: 'group-is-live' }
  | { readonly kind: 'not-read' }
  | { readonly kind: 'no-such-partition'; readonly partitions: number }
  | { readonly kind: 'out-of-range'; readonly position: GroupPosition };

/** Positions of consumer groups, for people: reading and moving them. Made by `openBusOperations`. */
export abstract class GroupOffsets {
  /** Every group that has ever read, by name. */
  abstract groups(): Promise<string[]>;
  /** By topic and partition; empty for a group that has never read. */
  abstract show(group: string): Promise<GroupPosition[]>;
  /**
   * Moves a group that is not running; it reads again, or skips, when its service starts next. What it reads again is
   * told apart by source and id, so nothing is done twice.
   */
  abstract move(group: string, topic: string, target: OffsetTarget): Promise<MoveOutcome>;
}
