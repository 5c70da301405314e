/** An event that its group could not take: unreadable, refused by the handler, or failing every time. */
export interface DeadLetter {
  /** `<topic>/<partition>/<offset>` of the event, as the group read it. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Why, as a sentence without values from the event. */
  readonly reason: string;
  readonly at: Date;
  /** From the event's attributes, where those could be read. */
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly correlationId: string | null;
  /** As the publisher wrote it. */
  readonly eventTime: string | null;
  readonly key: string | null;
}

export interface DeadLetterContent extends DeadLetter {
  /** The event as it came: attributes as headers, and the body as text. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The dead letters of one group. Injected by this class in a service; made by `openBusOperations` on a command line. */
export abstract class DeadLetters {
  /** Oldest first. `limit` is 100 unless told. */
  abstract list(options?: { limit?: number }): Promise<DeadLetter[]>;
  abstract read(id: string): Promise<DeadLetterContent | undefined>;
  /**
   * Hands the letters to this group again, and to no other group, in their order; they leave the list.
   * @returns the ids that were found and are on their way
   */
  abstract replay(ids: readonly string[]): Promise<string[]>;
}
