import { emailReceived, emailSent } from '@ce/contracts';
import type { HandleBatch } from '../consume/build-routes.js';
import type { Subscription } from '../consume/consumes.js';
import type { BatchContext, ReceivedEvent } from '../consume/received-event.js';
import type { ConformanceBus, Member } from './conformance-bus.js';

export const emails: Subscription = {
  topic: 'ce.email.v1',
  definitions: [emailSent, emailReceived],
  ignores: [],
  handler: 'Conformance.onEmails',
};

/** Starts a member as Nest would: adds the handler, listens, waits until the subscription stands. */
export async function joinGroup(conformance: ConformanceBus, group: string, handle: HandleBatch): Promise<Member> {
  const bus = conformance.build(group);
  const callback = (events: ReceivedEvent[], context: BatchContext) => handle(events, context);
  bus.strategy.addHandler(emails.topic, callback, true, { subscription: emails });
  await new Promise<void>((resolve, reject) => {
    bus.strategy.listen((error) => (error instanceof Error ? reject(error) : resolve()));
  });
  return { bus, drain: () => bus.strategy.close() };
}
