import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acceptsUnchanged, fillDefaults } from './accepts-unchanged.js';
import { inboundEvents, outboundEvents } from './catalog.js';
import { cloudEventAttributes } from './cloud-event.js';
import { taskLogged } from './delivery-events.js';
import { emailReceived, emailSent } from './email-events.js';
import { exampleOf } from './examples/index.js';

const attributes = {
  specversion: '1.0',
  id: 'e1',
  source: '/ce',
  type: 'ce.email.sent.v1',
  time: '2026-03-01T10:00:00+02:00',
  datacontenttype: 'application/json',
  partitionkey: 'c1/00Q5e00001AbCdEEAV',
};

const subjects: [string, z.ZodType, unknown][] = [
  ['attributes', cloudEventAttributes, attributes],
  ...[...inboundEvents, ...outboundEvents].map((definition): [string, z.ZodType, unknown] => [
    definition.type,
    definition.schema,
    exampleOf(definition),
  ]),
];

const odd: unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, NaN, '', ' ', 'x', 'Lead', 'Contact', '1.0', [], {}, [[]], ['x', 1]],
  ...['x'.repeat(99), 'x'.repeat(101), 'x'.repeat(500), 'x'.repeat(20_000), Array(51).fill('x'), new Date(0)],
  ...['00Q5e00001AbCdE', '00Q5e00001AbCdEEAV', '0035e00001AbCdEEAV', '2026-02-30T10:00:00Z', '2026-02-28T10:00:00Z'],
  ...[
    '2026-02-28T10:00:00',
    '2026-02-28',
    'a b',
    'a\n',
    'ä',
    '😀'.repeat(50),
    { type: 'Lead', id: '003000000000001AAA' },
  ],
];

/** The value with one thing in it changed, for each thing in it and each odd value. */
function* variants(value: unknown): Generator<unknown> {
  yield* odd;
  if (Array.isArray(value)) {
    yield [...(value as unknown[]), ...(value as unknown[])];
    for (const [at, one] of value.entries())
      for (const other of variants(one)) yield value.map((kept: unknown, place) => (place === at ? other : kept));
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, addedLater: true };
    yield JSON.parse(`{"__proto__":1,${JSON.stringify(value).slice(1)}`);
    for (const [name, one] of Object.entries(value)) {
      const { [name]: _gone, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const other of variants(one)) yield { ...value, [name]: other };
    }
  }
}

describe('a value that is surely taken as it is', () => {
  it.each(subjects)('%s: is what its schema gives back', (_, schema, example) => {
    for (const value of variants(example)) {
      if (acceptsUnchanged(schema, value)) expect(schema.safeParse(value)).toEqual({ success: true, data: value });
    }
  });

  it('are the events of which there are many', () => {
    expect(acceptsUnchanged(cloudEventAttributes, attributes)).toBe(true);
    for (const definition of [emailSent, emailReceived, taskLogged])
      expect(acceptsUnchanged(definition.schema, definition.schema.parse(exampleOf(definition)))).toBe(true);
  });

  it.each([
    ['a default that is missing', z.object({ a: z.string().default('x') }), {}],
    ['a key that would be dropped', z.object({}), { a: 1 }],
    ['a value that would be transformed', z.string().transform((text) => text.trim()), ' a '],
    ['a value that would be trimmed', z.string().trim(), 'a'],
    ['a kind of schema that is not known', z.record(z.string(), z.string()), { a: 'b' }],
    ['a strict object', z.strictObject({ a: z.string() }), { a: 'b' }],
    ['one of several literals', z.literal(['a', 'b']), 'b'],
    ['a text of too few characters', z.string().min(2), '😀'],
    ['a default within an optional', z.object({ a: z.string().default('x').optional() }), {}],
    ['a key without a value', z.object({ a: z.exactOptional(z.string()) }), { a: undefined }],
    ['a format that is more than a pattern', z.ipv6(), '::1'],
    ['a global pattern', z.string().regex(/a/g), 'a'],
  ])('is not %s', (_, schema, value) => {
    expect(acceptsUnchanged(schema, value)).toBe(false);
  });
});

describe('missing keys with defaults', () => {
  it.each(subjects)('%s: are filled as a parse would fill them', (_, schema, example) => {
    for (const value of variants(example)) {
      const before = schema.safeParse(value);
      const filled = structuredClone(value);
      fillDefaults(schema, filled);
      expect(schema.safeParse(filled)).toEqual(before);
      if (acceptsUnchanged(schema, filled)) expect(before).toEqual({ success: true, data: filled });
    }
  });

  it('get values of their own', () => {
    const [one, other] = [{ cc: undefined }, {}] as { cc?: string[] }[];
    fillDefaults(emailSent.schema, one);
    fillDefaults(emailSent.schema, other);
    expect(one).toEqual({ cc: [] });
    expect(other?.cc).not.toBe(one?.cc);
  });
});
