import { findEventDefinition, type CloudEvent, type TopicName } from '@ce/contracts';

/** The calling code publishes something that the contracts do not know. */
export class UnknownEventType extends Error {
  constructor(type: string) {
    super(`The contracts know no event "${type}". Define it with defineEvent and list it in the catalog.`);
    this.name = 'UnknownEventType';
  }
}

/** @throws UnknownEventType */
export function topicOf(event: CloudEvent): TopicName {
  const definition = findEventDefinition(event.type);
  if (definition === undefined) throw new UnknownEventType(event.type);
  return definition.topic;
}
