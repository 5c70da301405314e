import { cloudEventAttributes, inboundEvents } from '@ce/contracts';
import { openApiSchema } from '@ce/service-kit';
import { z } from 'zod';
import { MOST_EVENTS } from './events-refused.js';

/** What a publisher may leave out; it is completed from the data, see `checkEvent`. */
const sent = cloudEventAttributes.partial({ time: true, partitionkey: true });

const events = inboundEvents.map(({ type, summary, schema }) => ({
  title: type,
  description: summary,
  ...openApiSchema(sent.extend({ type: z.literal(type), data: schema })),
}));

const event = { oneOf: events };

/** The body of `POST /events` in OpenAPI, from the contracts: every event that is taken, alone or in a batch. */
export const eventsSchema: Record<string, unknown> = {
  oneOf: [
    ...events,
    { title: 'batch', type: 'array', maxItems: MOST_EVENTS, items: event },
    {
      title: 'data',
      description: 'The data alone, where the attributes are sent as ce- headers.',
      anyOf: inboundEvents.map(({ type, schema }) => ({ title: `data of ${type}`, ...openApiSchema(schema) })),
    },
  ],
};
