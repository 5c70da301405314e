import type { EventDefinition } from '../event-definition.js';
import { campaignExamples } from './campaign-examples.js';
import { connectionExamples } from './connection-examples.js';
import { contactExamples } from './contact-examples.js';
import { conversationExamples } from './conversation-examples.js';
import { deliveryExamples } from './delivery-examples.js';
import { dryRunExamples } from './dry-run-examples.js';
import { emailExamples } from './email-examples.js';
import { reportRowExamples } from './report-row-examples.js';

/** Event type → valid data, as a publisher would send it. The published contract shows these. */
export const eventExamples = {
  ...emailExamples,
  ...conversationExamples,
  ...campaignExamples,
  ...connectionExamples,
  ...reportRowExamples,
  ...dryRunExamples,
  ...contactExamples,
  ...deliveryExamples,
};

export type ExampleType = keyof typeof eventExamples;

/** Throws where a definition has no example: every published event needs one. */
export function exampleOf(definition: EventDefinition): unknown {
  const example: unknown = Object.entries(eventExamples).find(([type]) => type === definition.type)?.[1];
  if (example === undefined) {
    throw new Error(`${definition.type} has no example. Add one in libs/contracts/src/examples.`);
  }
  return example;
}
