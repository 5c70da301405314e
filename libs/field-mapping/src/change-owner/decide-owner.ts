import type { FieldMapping, MappedValue, ObjectType } from '@ce/contracts';
import type { Refusal } from '../describe/refusal.js';

export interface OwnerFacts {
  /** The usable entries (`checkMapping`): a paused one would make every owner look blank. */
  readonly mapping: FieldMapping;
  readonly objectType: ObjectType;
  /** The record's OwnerId now. Never null in Salesforce; null here where the record could not be read. */
  readonly ownerId: string | null;
  /** What was read for `lead_owner_email`: null where it yields nothing, undefined where it could not be read. */
  readonly mappedOwnerEmail: MappedValue | undefined;
  readonly genericOwnerIds: readonly string[];
  /** The rep cc-ed in the qualified email. */
  readonly salesRepEmail: string | null;
  /** Users with that e-mail address; undefined until someone has looked, so that no call is spent in vain. */
  readonly salesReps?: readonly SalesRep[];
}

export interface SalesRep {
  readonly id: string;
  readonly active: boolean;
}

export type OwnerDecision =
  | { readonly kind: 'change-owner'; readonly ownerId: string }
  | { readonly kind: 'keep'; readonly code: KeepCode; readonly reason: string }
  /** Ask Salesforce for the users with this e-mail (`salesRepQuery`), then decide again with `salesReps`. */
  | { readonly kind: 'look-up-sales-rep'; readonly email: string }
  | ({ readonly kind: 'refused' } & Refusal);

export type KeepCode = 'not-mapped' | 'unknown-owner' | 'has-owner' | 'no-sales-rep' | 'already-owner';

/** Whether a qualified person's record goes to the cc-ed sales rep. Source: spec C5, salesforce-api.md §9.6. */
export function decideOwner(facts: OwnerFacts): OwnerDecision {
  if (!mapsOwner(facts)) {
    return keep('not-mapped', `lead_owner_email is not mapped for ${facts.objectType}, so owners are left alone.`);
  }
  if (facts.ownerId === null || facts.mappedOwnerEmail === undefined) {
    return keep('unknown-owner', 'The owner of the record could not be read, so it is left alone.');
  }
  if (!isBlankOwner(facts, facts.ownerId)) return keep('has-owner', 'The record has an owner already.');
  const email = facts.salesRepEmail?.trim() ?? '';
  if (email === '') return keep('no-sales-rep', 'No sales rep was cc-ed in the qualified email.');
  if (facts.salesReps === undefined) return { kind: 'look-up-sales-rep', email };
  return chooseRep(facts.salesReps, facts.ownerId);
}

function mapsOwner({ mapping, objectType }: OwnerFacts): boolean {
  return mapping.entries.some((entry) => entry.ceField === 'lead_owner_email' && entry.objectType === objectType);
}

/** A queue (`00G`), a generic owner, or an owner without a visible e-mail address counts as no owner. */
function isBlankOwner({ mappedOwnerEmail, genericOwnerIds }: OwnerFacts, ownerId: string): boolean {
  const email = String(mappedOwnerEmail ?? '').trim();
  return email === '' || ownerId.startsWith('00G') || genericOwnerIds.some((generic) => sameId(generic, ownerId));
}

function chooseRep(reps: readonly SalesRep[], ownerId: string | null): OwnerDecision {
  const active = reps.filter((rep) => rep.active);
  const [rep] = active;
  if (active.length > 1)
    return refused('sales-rep-ambiguous', 'Several active users have', 'Leave it to one user only');
  if (rep === undefined) {
    return reps.length > 0
      ? refused('sales-rep-inactive', 'Only inactive users have', 'Activate the user or cc another rep')
      : refused('sales-rep-not-found', 'No user that the integration can see has', 'Create or share the user');
  }
  if (ownerId !== null && sameId(rep.id, ownerId))
    return keep('already-owner', 'The sales rep owns the record already.');
  return { kind: 'change-owner', ownerId: rep.id };
}

function keep(code: KeepCode, reason: string): OwnerDecision {
  return { kind: 'keep', code, reason };
}

function refused(code: Refusal['code'], who: string, what: string): OwnerDecision {
  return {
    kind: 'refused',
    class: 'configuration',
    code,
    reason: `${who} the e-mail address of the sales rep cc-ed in the qualified email.`,
    fix: `${what}, then replay.`,
  };
}

/** 15 and 18 characters name the same record. */
function sameId(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15);
}
