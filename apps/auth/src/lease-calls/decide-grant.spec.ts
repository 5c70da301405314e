import { callKind } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { type BudgetFacts, ceilings, decideGrant } from './decide-grant.js';

const now = new Date('2026-03-02T12:30:00Z');
const hour = (time: string, calls: number) => ({ hour: new Date(`2026-03-${time}:00:00Z`), calls });
const facts = (change: Partial<BudgetFacts> = {}): BudgetFacts => ({
  now,
  cap: 100,
  hours: [],
  leased: 0,
  org: { used: 0, limit: 1_000, seenAt: now },
  reserve: 100,
  orgFullUntil: null,
  ...change,
});

describe('decideGrant', () => {
  it('grants what is wanted, or what is left', () => {
    expect(decideGrant(facts(), 'tasks', 5)).toEqual({ kind: 'granted', calls: 5 });
    expect(decideGrant(facts({ hours: [hour('02T10', 70)], leased: 17 }), 'tasks', 5)).toEqual({
      kind: 'granted',
      calls: 3,
    });
  });

  it('stops the kinds in the order of their priority, and lets the first one use all', () => {
    const open = (used: number) =>
      callKind.options.filter(
        (kind) => decideGrant(facts({ hours: [hour('02T10', used)] }), kind, 1).kind === 'granted',
      );
    expect(open(79)).toEqual(callKind.options);
    expect(open(80)).toEqual(['do-not-contact', 'writeback', 'import', 'tasks']);
    expect(open(90)).toEqual(['do-not-contact', 'writeback', 'import']);
    expect(open(95)).toEqual(['do-not-contact', 'writeback']);
    expect(open(98)).toEqual(['do-not-contact']);
    expect(open(100)).toEqual([]);
    expect(ceilings['do-not-contact']).toBe(1);
  });

  it('resumes when enough hours have left the rolling day, first for the first kinds', () => {
    const hours = [hour('01T14', 5), hour('01T20', 20), hour('02T09', 75)];
    const resumes = (kind: 'do-not-contact' | 'tasks' | 'polling') => {
      const grant = decideGrant(facts({ hours }), kind, 1);
      return grant.kind === 'exhausted' ? grant.resumesAt.toISOString() : 'open';
    };
    expect(resumes('do-not-contact')).toBe('2026-03-02T15:00:00.000Z');
    expect(resumes('tasks')).toBe('2026-03-02T21:00:00.000Z');
  });

  it('asks to come again soon when leases alone are in the way', () => {
    const grant = decideGrant(facts({ leased: 100 }), 'do-not-contact', 1);
    expect(grant).toMatchObject({ kind: 'exhausted', resumesAt: new Date(now.getTime() + 5_000) });
  });

  it('leaves the reserve to the org’s other applications', () => {
    const busy = { used: 899, limit: 1_000, seenAt: now };
    expect(decideGrant(facts({ org: busy }), 'do-not-contact', 9)).toEqual({ kind: 'granted', calls: 1 });
    const full = decideGrant(facts({ org: { ...busy, used: 900 } }), 'do-not-contact', 9);
    expect(full).toMatchObject({ kind: 'exhausted', resumesAt: new Date(now.getTime() + 900_000) });
  });

  it('asks the org again by one call at a time when its figure is old', () => {
    const old = { used: 990, limit: 1_000, seenAt: new Date(now.getTime() - 3_600_000) };
    expect(decideGrant(facts({ org: old }), 'tasks', 5)).toEqual({ kind: 'granted', calls: 1 });
    expect(decideGrant(facts({ org: old, leased: 1 }), 'tasks', 5).kind).toBe('exhausted');
  });

  it('believes Salesforce when it says that the day is used up', () => {
    const until = new Date(now.getTime() + 60_000);
    expect(decideGrant(facts({ orgFullUntil: until }), 'do-not-contact', 1)).toMatchObject({ resumesAt: until });
    const past = new Date(now.getTime() - 1);
    expect(decideGrant(facts({ orgFullUntil: past }), 'do-not-contact', 5)).toEqual({ kind: 'granted', calls: 1 });
  });
});
