import {
  type EventDefinition,
  inboundEvents,
  type JsonSchema,
  LARGEST_MESSAGE,
  outboundEvents,
  topics,
} from '@ce/contracts';
import { httpChannel, httpOperation } from './http-intake.js';
import { envelopeSchema, messageOf, payloadSchema, pointer } from './message.js';

const definitions = [...inboundEvents, ...outboundEvents];

/** The public contract as an AsyncAPI 3.0 document, from nothing but the definitions of libs/contracts. */
export function buildDocument(): JsonSchema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Conversational Email for Salesforce',
      version: '1.0.0',
      description:
        'Events that the services of Conversational Email publish for its Salesforce side, and what that side answers. ' +
        'CloudEvents 1.0: on Kafka in binary mode (attributes as `ce_` headers, the data as the value, the key from ' +
        '`partitionkey`) or structured mode; over HTTP in structured and batched mode. The version is in each type ' +
        'name. Within a version, fields are only added; ignore those that you do not know.',
    },
    defaultContentType: 'application/json',
    servers: {
      kafka: {
        host: '{bootstrap}',
        protocol: 'kafka',
        variables: { bootstrap: { description: 'A Kafka broker, host:port.' } },
      },
      http: {
        host: '{activityLogging}',
        protocol: 'http',
        description: 'The activity-logging service, for publishers without a Kafka client.',
        variables: { activityLogging: { description: 'Its address, host:port.' } },
        security: [{ $ref: '#/components/securitySchemes/bearer' }],
      },
    },
    channels: { ...mapTopics(topicChannel), events: httpChannel() },
    operations: { ...mapTopics(topicOperation), events: httpOperation() },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        CloudEvent: envelopeSchema(),
        ...Object.fromEntries(definitions.map((definition) => [definition.type, payloadSchema(definition)])),
      },
      messages: Object.fromEntries(definitions.map((definition) => [definition.type, messageOf(definition)])),
    },
  };
}

function topicChannel(topic: keyof typeof topics, events: readonly EventDefinition[]): JsonSchema {
  const { partitions, cleanup, retentionDays } = topics[topic];
  const retention = retentionDays > 0 ? { 'retention.ms': retentionDays * 86_400_000 } : {};
  return {
    address: topic,
    servers: [{ $ref: '#/servers/kafka' }],
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${pointer(type)}` }])),
    bindings: {
      kafka: {
        topic,
        partitions,
        topicConfiguration: { 'cleanup.policy': [cleanup], ...retention, 'max.message.bytes': LARGEST_MESSAGE },
        bindingVersion: '0.5.0',
      },
    },
  };
}

/** `receive` and `send` are said from our side, as AsyncAPI has it. */
function topicOperation(topic: keyof typeof topics, events: readonly EventDefinition[]): JsonSchema {
  const isInbound = inboundEvents.some((definition) => definition.topic === topic);
  return {
    action: isInbound ? 'receive' : 'send',
    summary: isInbound ? 'Publish these to us.' : 'We publish these.',
    channel: { $ref: `#/channels/${pointer(topic)}` },
    messages: events.map(({ type }) => ({ $ref: `#/channels/${pointer(topic)}/messages/${pointer(type)}` })),
  };
}

function mapTopics(
  build: (topic: keyof typeof topics, events: readonly EventDefinition[]) => JsonSchema,
): Record<string, JsonSchema> {
  const names = Object.keys(topics) as (keyof typeof topics)[];
  return Object.fromEntries(
    names.map((topic) => [
      topic,
      build(
        topic,
        definitions.filter((definition) => definition.topic === topic),
      ),
    ]),
  );
}
