import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@ce/contracts';
import { afterEach, describe } from 'vitest';
import type { ConformanceBus, ConformanceTools, Member } from './conformance-bus.js';
import { deadLetterConformance } from './conformance-dead-letters.js';
import { deliveryConformance } from './conformance-delivery.js';
import { failureConformance } from './conformance-failures.js';
import { groupConformance } from './conformance-groups.js';
import { replayConformance } from './conformance-replay.js';
import { joinGroup } from './join-group.js';

export interface Conformance {
  readonly lend: () => ConformanceBus;
  readonly tools: ConformanceTools;
}

/** What both transports owe their users. Run it in a `describe` of the transport, with a bus that `beforeAll` started. */
export function busConformance(lend: () => ConformanceBus): void {
  describe('bus conformance', () => {
    const members: Member[] = [];
    const publisher = 'publisher';
    const tools: ConformanceTools = {
      group: () => `group-${randomUUID().slice(0, 8)}`,
      join: async (group, handle) => {
        const member = await joinGroup(lend(), group, handle);
        members.push(member);
        return member;
      },
      publish: async (events: readonly CloudEvent[]) => {
        const { dataSource, build } = lend();
        await dataSource.transaction((manager) => build(publisher).outbox.publish(manager, events));
      },
    };

    afterEach(async () => {
      await Promise.all(members.splice(0).map((member) => member.drain()));
    });

    const conformance: Conformance = { lend, tools };
    deliveryConformance(conformance);
    groupConformance(conformance);
    failureConformance(conformance);
    deadLetterConformance(conformance);
    replayConformance(conformance);
  });
}
