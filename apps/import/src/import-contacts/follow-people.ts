import type { ObjectType, RecordRef } from '@ce/contracts';
import type { RecordError } from '@ce/salesforce';
import type { PeopleRead, Person } from './read-people.js';

/** Where a named record was found in the end. */
export type Followed =
  | { kind: 'found'; person: Person }
  | { kind: 'deleted' }
  /** `ended`: it was converted or merged into a record that cannot be seen. */
  | { kind: 'not-visible'; ended: 'here' | 'converted' | 'merged' }
  | { kind: 'refused'; error: RecordError };

/** A chain of merges and a conversion; longer ones do not happen, circles must not hang. */
const HOPS = 5;

interface Trail {
  at: RecordRef;
  because: 'here' | 'converted' | 'merged';
}

/** A converted lead leads to its contact, a merged record to its survivor (spec F7). Keys are the named records' ids. */
export async function followPeople(
  refs: readonly RecordRef[],
  read: (refs: readonly RecordRef[]) => Promise<PeopleRead>,
): Promise<Map<string, Followed>> {
  const ends = new Map<string, Followed>();
  const seen: PeopleRead = { people: new Map(), refused: new Map() };
  let trails = new Map(refs.map((ref): [string, Trail] => [ref.id, { at: ref, because: 'here' }]));
  for (let hop = 0; hop < HOPS && trails.size > 0; hop += 1) {
    const unread = [...trails.values()].map((trail) => trail.at).filter((ref) => !seen.people.has(ref.id));
    if (unread.length > 0) merge(seen, await read(unread));
    const onward = new Map<string, Trail>();
    for (const [named, trail] of trails) {
      const step = stepFrom(trail, seen);
      if ('at' in step) onward.set(named, step);
      else ends.set(named, step);
    }
    trails = onward;
  }
  for (const [named, { because }] of trails) ends.set(named, { kind: 'not-visible', ended: because });
  return ends;
}

function stepFrom(trail: Trail, seen: PeopleRead): Followed | Trail {
  const error = seen.refused.get(trail.at.type);
  if (error !== undefined) return { kind: 'refused', error };
  const person = seen.people.get(trail.at.id);
  if (person === undefined) return { kind: 'not-visible', ended: trail.because };
  const { whereabouts } = person.record;
  switch (whereabouts.kind) {
    case 'here':
      return { kind: 'found', person };
    case 'deleted':
      return { kind: 'deleted' };
    case 'merged':
      return { at: { type: trail.at.type, id: whereabouts.survivorId }, because: 'merged' };
    case 'converted':
      return whereabouts.contactId === null
        ? { kind: 'not-visible', ended: 'converted' }
        : { at: { type: 'Contact' satisfies ObjectType, id: whereabouts.contactId }, because: 'converted' };
  }
}

function merge(into: PeopleRead, from: PeopleRead): void {
  for (const [id, person] of from.people) into.people.set(id, person);
  for (const [type, error] of from.refused) into.refused.set(type, error);
}
