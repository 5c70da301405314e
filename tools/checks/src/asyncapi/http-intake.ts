import { inboundEvents, type JsonSchema } from '@ce/contracts';
import { exampleEvent, pointer } from './message.js';

const CHANNEL = '#/channels/events';

/** `POST /events`: CloudEvents over HTTP, one by one or in batches. */
export function httpChannel(): JsonSchema {
  const structured = {
    name: 'structured',
    title: 'One CloudEvent',
    contentType: 'application/cloudevents+json',
    payload: { oneOf: inboundEvents.map(({ type }) => wholeEvent(type)) },
    examples: inboundEvents.map((definition) => ({ name: definition.type, payload: exampleEvent(definition) })),
  };
  const batch = {
    name: 'batch',
    title: 'A batch of CloudEvents',
    contentType: 'application/cloudevents-batch+json',
    payload: { type: 'array', items: { $ref: `${CHANNEL}/messages/structured/payload` } },
  };
  return { address: '/events', servers: [{ $ref: '#/servers/http' }], messages: { structured, batch } };
}

export function httpOperation(): JsonSchema {
  return {
    action: 'receive',
    summary: 'Publish the same events over HTTP.',
    channel: { $ref: CHANNEL },
    messages: [{ $ref: `${CHANNEL}/messages/structured` }, { $ref: `${CHANNEL}/messages/batch` }],
    bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
  };
}

function wholeEvent(type: string): JsonSchema {
  return {
    allOf: [
      { $ref: '#/components/schemas/CloudEvent' },
      {
        type: 'object',
        required: ['type', 'data'],
        properties: { type: { const: type }, data: { $ref: `#/components/schemas/${pointer(type)}` } },
      },
    ],
  };
}
