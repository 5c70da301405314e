import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEvent } from '@ce/contracts';
import { checkCompatibility } from './check-compatibility.js';
import type { EventContract } from './event-contract.js';
import { eventContractOf } from './event-contract-of.js';

const released = {
  id: z.string().max(10),
  state: z.enum(['open', 'closed']),
  size: z.number().min(0).max(100),
  note: z.string().nullable(),
  at: z.iso.datetime({ offset: true }),
  tags: z.array(z.string()).default([]),
  by: z.object({ name: z.string(), phone: z.string().optional() }).optional(),
  extra: z.record(z.string(), z.union([z.string(), z.number()])),
};
const example = { id: 'x', state: 'open', size: 1, note: null, at: '2026-01-01T00:00:00Z', extra: {} };

/** Leaves a field out of the changed contract. */
const gone: z.ZodType = z.never();

function contract(
  change: z.ZodRawShape = {},
  direction: EventContract['direction'] = 'inbound',
  key = 'id',
): EventContract {
  const shape = Object.entries<unknown>({ ...released, ...change }).filter(([, schema]) => schema !== gone);
  const definition = defineEvent({
    type: 'ce.thing.changed.v1',
    topic: 'ce.campaign.v1',
    summary: 'A thing changed.',
    schema: z.looseObject(Object.fromEntries(shape) as z.ZodRawShape),
    key: (data) => String(data[key]),
  });
  return eventContractOf(definition, direction, example);
}

function problems(direction: EventContract['direction'], change: z.ZodRawShape) {
  const found = checkCompatibility(contract({}, direction), contract(change, direction));
  return found.map(({ path, breaks }) => `${path} ${breaks}`);
}

describe('checkCompatibility', () => {
  it.each([
    ['nothing', {}],
    ['a new optional field', { colour: z.string().optional() }],
    ['a new field with a default', { colour: z.string().default('red') }],
    ['another description', { id: z.string().max(10).describe('Names it') }],
  ])('lets %s change, in either direction', (_what, change) => {
    expect(problems('inbound', change)).toEqual([]);
    expect(problems('outbound', change)).toEqual([]);
  });

  it.each<[string, z.ZodRawShape, string]>([
    ['a new required field', { colour: z.string() }, '$.colour'],
    [
      'an optional field that becomes required',
      { by: z.object({ name: z.string(), phone: z.string().optional() }) },
      '$.by',
    ],
    [
      'a field of a part that becomes required',
      { by: z.object({ name: z.string(), phone: z.string() }).optional() },
      '$.by.phone',
    ],
    ['a default that is gone', { tags: z.array(z.string()) }, '$.tags'],
    ['a removed field', { id: gone }, '$.id'],
    ['a removed optional field', { by: gone }, '$.by'],
    ['a removed field of a part', { by: z.object({ name: z.string() }).optional() }, '$.by.phone'],
    ['another type', { id: z.number() }, '$.id'],
    ['a narrowed type', { size: z.int().min(0).max(100) }, '$.size'],
    ['null that is taken no longer', { note: z.string() }, '$.note'],
    ['a removed value', { state: z.enum(['open']) }, '$.state'],
    ['values where anything went', { id: z.enum(['a']) }, '$.id'],
    ['a shorter text', { id: z.string().max(9) }, '$.id'],
    ['a least length where there was none', { id: z.string().min(1).max(10) }, '$.id'],
    ['a smaller range', { size: z.number().min(1).max(100) }, '$.size'],
    ['a pattern', { id: z.string().max(10).regex(/^x/) }, '$.id'],
    ['another format', { at: z.iso.date() }, '$.at'],
    ['narrower items', { tags: z.array(z.enum(['a'])).default([]) }, '$.tags[]'],
    ['narrower values of a record', { extra: z.record(z.string(), z.string()) }, '$.extra{}'],
  ])('refuses %s, in either direction', (_what, change, path) => {
    for (const direction of ['inbound', 'outbound'] as const) {
      expect(
        problems(direction, change).map((problem) => problem.split(' ')[0]),
        direction,
      ).toContain(path);
    }
  });

  it.each<[string, z.ZodRawShape, string]>([
    ['a promised field that may be absent', { id: z.string().max(10).optional() }, '$.id'],
    ['null where there was none', { id: z.string().max(10).nullable() }, '$.id'],
    ['a value that readers do not know', { state: z.enum(['open', 'closed', 'ajar']) }, '$.state'],
    ['a longer text', { id: z.string().max(11) }, '$.id'],
    ['a wider type', { extra: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }, '$.extra{}'],
  ])('lets publishers send %s, but does not do it to readers', (_what, change, path) => {
    expect(problems('inbound', change)).toEqual([]);
    expect(problems('outbound', change)).toContain(`${path} readers`);
  });

  it('refuses an event that is gone, another topic, another direction and another key', () => {
    const before = contract();
    expect(checkCompatibility(before, undefined)).toMatchObject([
      { message: expect.stringContaining('is gone') as string },
    ]);
    expect(checkCompatibility(before, { ...before, topic: 'ce.email.v1' })).toHaveLength(1);
    expect(checkCompatibility(before, { ...before, direction: 'outbound' })).toHaveLength(1);
    expect(checkCompatibility(before, contract({}, 'inbound', 'state'))).toMatchObject([{ breaks: 'order' }]);
  });

  it('lets nothing through that it does not understand', () => {
    const before = contract();
    const after = { ...before, accepts: { ...before.accepts, not: { required: ['id'] } } };
    expect(checkCompatibility(before, after)).toMatchObject([{ path: '$', breaks: 'publishers' }]);
  });
});
