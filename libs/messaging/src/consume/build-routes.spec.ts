import { campaignChanged, emailReceived, emailSent, type EventDefinition, type TopicName } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { buildRoutes, type WiredHandler, WiringError } from './build-routes.js';

function handler(
  name: string,
  topic: TopicName,
  definitions: EventDefinition[],
  ignores: EventDefinition[] = [],
): WiredHandler {
  return { subscription: { topic, definitions, ignores, handler: name }, handle: async () => [] };
}

function problemsOf(...handlers: WiredHandler[]): readonly string[] {
  try {
    buildRoutes(handlers);
  } catch (error) {
    if (error instanceof WiringError) return error.problems;
    throw error;
  }
  return [];
}

describe('buildRoutes', () => {
  it('finds the handler of each type, also when two share a topic', () => {
    const [sent, received] = [
      handler('A.sent', 'ce.email.v1', [emailSent]),
      handler('B.received', 'ce.email.v1', [emailReceived]),
    ];
    const routes = buildRoutes([sent, received]);
    expect(routes.get('ce.email.v1')?.get(emailSent.type)?.handler).toBe(sent);
    expect(routes.get('ce.email.v1')?.get(emailReceived.type)?.handler).toBe(received);
  });

  it('refuses two handlers for one type', () => {
    const both = [
      handler('A.on', 'ce.campaign.v1', [campaignChanged]),
      handler('B.on', 'ce.campaign.v1', [campaignChanged]),
    ];
    expect(problemsOf(...both)).toEqual([expect.stringContaining('has two handlers, A.on and B.on')]);
  });

  it('refuses a type of a consumed topic that nobody takes, unless it is ignored by name', () => {
    expect(problemsOf(handler('A.on', 'ce.email.v1', [emailSent]))).toEqual([
      expect.stringContaining(`${emailReceived.type} of the consumed topic ce.email.v1 has no handler`),
    ]);
    expect(problemsOf(handler('A.on', 'ce.email.v1', [emailSent], [emailReceived]))).toEqual([]);
  });

  it('refuses a type under the wrong topic, a handler without types, and says all at once', () => {
    const problems = problemsOf(handler('A.on', 'ce.campaign.v1', [emailSent]), handler('B.on', 'ce.email.v1', []));
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toContain(
      'A.on consumes ce.campaign.v1, but ce.email.sent.v1 is published to ce.email.v1',
    );
    expect(problems.join('\n')).toContain('B.on consumes ce.email.v1 without naming an event');
  });
});
