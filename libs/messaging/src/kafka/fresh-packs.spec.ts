import { describe, expect, it, vi } from 'vitest';
import type { BusConnection } from '../postgres/bus-connection.js';
import type { OutboxEvent } from '../publish/pack-events.js';
import { FreshPacks } from './fresh-packs.js';
import { readOutbox } from './relay-step.js';

const events = (count: number, name = 'e'): OutboxEvent[] =>
  Array.from({ length: count }, (_, at) => ({ topic: 't', key: `${name}${at}`, headers: {}, value: '{}' }));
const ids = (fresh: FreshPacks) => [...fresh.all().keys()];

describe('packs that were written a moment ago', () => {
  it('are kept while this process sends, and no longer', () => {
    const fresh = new FreshPacks();
    fresh.keep('1', events(1), 100);
    expect(ids(fresh)).toEqual([]);
    fresh.want(true);
    fresh.keep('2', events(1), 100);
    expect(fresh.all().get('2')).toEqual(events(1));
    fresh.want(true);
    expect(ids(fresh)).toEqual(['2']);
    fresh.want(false);
    expect(ids(fresh)).toEqual([]);
  });

  it('are few: the oldest make room, and those that were sent', () => {
    const fresh = new FreshPacks();
    fresh.want(true);
    for (const id of ['1', '2', '3', '4']) fresh.keep(id, events(1_000), 100);
    fresh.forget(['2', 'unknown']);
    fresh.keep('5', events(1_000), 100);
    expect(ids(fresh)).toEqual(['1', '3', '4', '5']);
    fresh.keep('6', events(1), 100);
    expect(ids(fresh)).toEqual(['3', '4', '5', '6']);
    fresh.keep('6', events(1), 3_999_900);
    expect(ids(fresh)).toEqual(['5', '6']);
    fresh.keep('7', events(1), 4_000_001);
    expect(ids(fresh)).toEqual([]);
  });

  it('are not read back, and all others are', async () => {
    const row = { topic: null, key: null, headers: null, value: null };
    const stored = [
      { ...row, id: '1', pack: JSON.stringify(events(2, 'stored')) },
      { ...row, id: '2', pack: null },
      { ...row, id: '3', pack: null, topic: 't', key: 'single', headers: { a: 'b' }, value: '1' },
    ];
    const query = vi.fn((_sql: string, _parameters: unknown[]) => Promise.resolve(stored));
    const fresh = new Map([
      ['2', events(1, 'fresh')],
      ['9', events(1, 'of a transaction that failed')],
    ]);
    const rows = await readOutbox({ query } as unknown as BusConnection, 'acme', fresh);
    expect(query.mock.calls[0]?.[1]?.at(-1)).toEqual(['2', '9']);
    expect(rows.map((one) => one.events.map(({ key }) => key))).toEqual([
      ['stored0', 'stored1'],
      ['fresh0'],
      ['single'],
    ]);
  });
});
