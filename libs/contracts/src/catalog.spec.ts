import { describe, expect, it } from 'vitest';
import { findEventDefinition, inboundEvents, outboundEvents } from './catalog.js';
import * as contracts from './index.js';
import type { EventDefinition } from './event-definition.js';
import { eventExamples, exampleOf } from './examples/index.js';
import { topics } from './topics.js';

const all = [...inboundEvents, ...outboundEvents];

function isDefinition(value: unknown): value is EventDefinition {
  return typeof value === 'object' && value !== null && 'type' in value && 'topic' in value && 'schema' in value;
}

describe('the catalog', () => {
  it('holds every event that the library defines, once', () => {
    const defined = (Object.values(contracts) as unknown[]).filter(isDefinition);
    expect(all.map((definition) => definition.type).sort()).toEqual(
      defined.map((definition) => definition.type).sort(),
    );
    expect(new Set(all.map((definition) => definition.type)).size).toBe(all.length);
    expect(Object.keys(eventExamples)).toHaveLength(all.length);
  });

  it('uses every topic', () => {
    expect([...new Set(all.map((definition) => definition.topic))].sort()).toEqual(Object.keys(topics).sort());
  });

  it.each(all)('$type: finds its definition, reads its example, has a key', (definition) => {
    expect(findEventDefinition(definition.type)).toBe(definition);
    expect(definition.type).toMatch(/^(ce|salesforce)\.[a-z-]+\.[a-z-]+\.v\d+$/);
    expect(
      definition.type.startsWith(definition.topic.replace(/\.v\d+$/, '')) ||
        definition.topic === 'salesforce.delivery.v1',
    ).toBe(true);
    const key = definition.key(definition.schema.parse(exampleOf(definition)));
    expect(key).toMatch(/^[^\s]{1,300}$/);
  });

  it.each(all)('$type: a reader ignores what it does not know', (definition) => {
    const example = exampleOf(definition) as Record<string, unknown>;
    expect(definition.schema.safeParse({ ...example, addedLater: true }).success).toBe(true);
  });

  it('keeps one order per person: all events of a topic have keys of the same form', () => {
    for (const topic of Object.keys(topics)) {
      const keys = all.filter((definition) => definition.topic === topic);
      const forms = keys.map((definition) =>
        definition.key(definition.schema.parse(exampleOf(definition))).includes('/'),
      );
      expect(new Set(forms).size, topic).toBe(1);
    }
  });

  it('knows no other type', () => {
    expect(findEventDefinition('ce.email.sent.v2')).toBeUndefined();
  });
});
