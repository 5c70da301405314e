import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lane } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import { RowsInHand } from './rows-in-hand.js';

const CLAIM_MS = 60_000;
const lane: Lane = { connectionId: 'acme', kind: 'tasks' };
const row = (id: string) => ({ id, recordId: `record of ${id}`, createdAt: new Date(0) }) as WorkRow;
const ids = (rows: readonly WorkRow[]) => rows.map(({ id }) => id);
const open = () => true;
const never = () => false;
const any = () => 0;
const fresh = () => performance.now();
const old = () => performance.now() - CLAIM_MS;

let renew: ReturnType<
  typeof vi.fn<(lane: Lane, claimId: string, ids?: readonly string[] | null) => Promise<Set<string>>>
>;
let hand: RowsInHand<WorkRow>;
beforeEach(() => {
  renew = vi.fn();
  hand = new RowsInHand({ claimMs: CLAIM_MS, renew }, { mostPerLane: 2, most: 3 });
});

describe('rows in hand', () => {
  it('come out in the order in which they came, without those of records under way', async () => {
    await hand.promise(lane, 2, open, 0);
    hand.put(lane, 2, [row('a'), row('b')], fresh());
    const busy = (one: WorkRow) => one.id === 'a';
    expect(hand.ready(busy, any, 5)).toEqual([{ ...lane, ready: 1, readySince: new Date(0) }]);
    expect(hand.ready(never, any, 1)).toMatchObject([{ ready: 1 }]);
    expect(ids(hand.take(lane, 5, busy))).toEqual(['b']);
    expect(ids(hand.take(lane, 5, never))).toEqual(['a']);
    expect(hand.ready(never, any, 5)).toEqual([]);
  });

  it('are not looked through where they are fewer than their lane needs', async () => {
    await hand.promise(lane, 2, open, 0);
    hand.put(lane, 2, [row('a'), row('b')], fresh());
    const looked = vi.fn(never);
    expect(hand.ready(looked, ({ connectionId }) => (connectionId === 'acme' ? 3 : 0), 5)).toEqual([]);
    expect(looked).not.toHaveBeenCalled();
    expect(hand.ready(looked, () => 2, 5)).toMatchObject([{ ready: 2 }]);
  });

  it('bring their mates along, which would have to wait for them otherwise', async () => {
    hand = new RowsInHand({ claimMs: CLAIM_MS, renew }, { mostPerLane: 9, most: 9 });
    await hand.promise(lane, 6, open, 0);
    const of = (id: string, recordId: string, lockGroup: string | null = null) => ({ ...row(id), recordId, lockGroup });
    const rows = [
      of('a', 'ann'),
      of('b', 'bob'),
      of('c', 'cy', 'acme'),
      of('d', 'ann'),
      of('e', 'di', 'acme'),
      of('f', 'bob'),
    ];
    hand.put(lane, 6, rows, fresh());
    expect(ids(hand.take(lane, 3, never))).toEqual(['a', 'd', 'b']);
    const busy = ({ recordId }: WorkRow) => recordId === 'bob';
    expect(ids(hand.take(lane, 3, busy))).toEqual(['c', 'e']);
    expect(ids(hand.take(lane, 3, never))).toEqual(['f']);
  });

  it('have room by lane and in all, and who waits for it gets it', async () => {
    expect(await hand.promise(lane, 2, open, 0)).toBe(true);
    expect(await hand.promise(lane, 1, open, 0)).toBe(false);
    expect(await hand.promise({ ...lane, connectionId: 'other' }, 2, open, 0)).toBe(false);
    expect(await hand.promise({ ...lane, connectionId: 'other' }, 1, open, 0)).toBe(true);
    const waiting = hand.promise(lane, 1, open, 60_000);
    hand.put(lane, 2, [row('a')], fresh());
    expect(await waiting).toBe(true);
  });

  it('never wait for more than there can be, nor for what is closed', async () => {
    expect(await hand.promise(lane, 3, open, 60_000)).toBe(false);
    await hand.promise(lane, 2, open, 0);
    let isOpen = true;
    const waiting = hand.promise(lane, 1, () => isOpen, 60_000);
    isOpen = false;
    hand.tell();
    expect(await waiting).toBe(false);
  });

  it('are not sent once somebody else may have taken them over', async () => {
    await hand.promise(lane, 2, open, 0);
    hand.put(lane, 2, [row('late'), row('later')], old());
    expect(hand.ready(never, any, 5)).toEqual([]);
    expect(hand.take(lane, 5, never)).toEqual([]);
    renew.mockResolvedValue(new Set(['later']));
    await hand.renew();
    expect(hand.ready(never, any, 5)).toMatchObject([{ ready: 1 }]);
    expect(ids(hand.take(lane, 5, never))).toEqual(['later']);
    expect(await hand.promise(lane, 2, open, 0)).toBe(true);
  });

  it('that come while the others are renewed, after those were sent, are kept', async () => {
    await hand.promise(lane, 1, open, 0);
    hand.put(lane, 1, [row('a')], fresh() - CLAIM_MS / 3);
    renew.mockImplementation(async () => {
      hand.take(lane, 5, never);
      await hand.promise(lane, 1, open, 0);
      hand.put(lane, 1, [row('b')], fresh());
      return new Set(['a']);
    });
    await hand.renew();
    expect(ids(hand.take(lane, 5, never))).toEqual(['b']);
  });

  it('stay ours by renewal, except those that are not any more', async () => {
    await hand.promise(lane, 2, open, 0);
    hand.put(lane, 2, [row('a'), row('b')], old());
    renew.mockResolvedValue(new Set(['a']));
    await hand.renew();
    expect(renew).toHaveBeenCalledWith(lane, hand.claimId, ['a', 'b']);
    expect(ids(hand.take(lane, 5, never))).toEqual(['a']);
  });
});
