import type { CloudEvent } from '@ce/contracts';
import type { DataSource } from 'typeorm';
import type { Bus } from '../build-bus.js';
import type { HandleBatch } from '../consume/build-routes.js';
import type { MessageContent } from '../consume/raw-message.js';

/** What a transport lends to the conformance suite. */
export interface ConformanceBus {
  readonly name: string;
  /** Within this time the others have a killed member's partitions. */
  readonly takeoverMs: number;
  readonly dataSource: DataSource;
  /** The bus of one member of a group, not started. */
  build(group: string): Bus;
  /** As a foreign publisher would, without our outbox. */
  publishRaw(topic: string, content: MessageContent): Promise<void>;
  /** Settings that a member in a process of its own needs, as `member-process.ts` takes them. */
  readonly processSettings: { url: string; schema: string; settings: Record<string, string> };
}

export interface Member {
  readonly bus: Bus;
  drain(): Promise<void>;
}

export interface ConformanceTools {
  publish(events: readonly CloudEvent[]): Promise<void>;
  /** Starts a member that takes all events of ce.email.v1. */
  join(group: string, handle: HandleBatch): Promise<Member>;
  /** A group nobody else has. */
  group(): string;
}
