import type { RecordRef } from '@ce/contracts';
import type { Whereabouts } from '@ce/field-mapping';
import { describe, expect, it } from 'vitest';
import { followPeople } from './follow-people.js';
import type { PeopleRead, Person } from './read-people.js';

const lead = (letter: string): RecordRef => ({ type: 'Lead', id: `00Q00000000000${letter}EAA` });
const contact: RecordRef = { type: 'Contact', id: '003000000000001AAA' };

function anOrg(places: readonly (readonly [RecordRef, Whereabouts])[]) {
  const org = new Map(places.map(([ref, whereabouts]) => [ref.id, aPerson(ref, whereabouts)]));
  const reads: number[] = [];
  const read = async (refs: readonly RecordRef[]): Promise<PeopleRead> => {
    reads.push(refs.length);
    const people = refs.flatMap(({ id }) => [org.get(id) ?? []].flat().map((person): [string, Person] => [id, person]));
    return { people: new Map(people), refused: new Map() };
  };
  return { read, reads };
}

function aPerson(ref: RecordRef, whereabouts: Whereabouts): Person {
  return {
    packageStatus: null,
    record: {
      id: ref.id,
      objectType: ref.type,
      fields: {},
      accountId: null,
      ownerId: null,
      ownerKind: 'user',
      ownerEmail: null,
      whereabouts,
    },
  };
}

const here = { kind: 'here' } as const;

describe('followPeople', () => {
  it('reads all in one go where nobody moved', async () => {
    const { read, reads } = anOrg([
      [lead('1'), here],
      [lead('2'), here],
    ]);
    const ends = await followPeople([lead('1'), lead('2')], read);
    expect([...ends.values()].map((end) => end.kind)).toEqual(['found', 'found']);
    expect(reads).toEqual([2]);
  });

  it('goes on from a merged lead to its survivor, and from there to the contact it became', async () => {
    const { read, reads } = anOrg([
      [lead('1'), { kind: 'merged', survivorId: lead('2').id }],
      [lead('2'), { kind: 'converted', contactId: contact.id }],
      [contact, here],
    ]);
    const end = (await followPeople([lead('1')], read)).get(lead('1').id);
    expect(end).toMatchObject({ kind: 'found', person: { record: { id: contact.id } } });
    expect(reads).toEqual([1, 1, 1]);
  });

  it('says how a trail ended', async () => {
    const { read } = anOrg([
      [lead('1'), { kind: 'deleted' }],
      [lead('2'), { kind: 'converted', contactId: null }],
      [lead('3'), { kind: 'merged', survivorId: lead('9').id }],
    ]);
    const ends = await followPeople(['1', '2', '3', '4'].map(lead), read);
    expect(['1', '2', '3', '4'].map((letter) => ends.get(lead(letter).id))).toEqual([
      { kind: 'deleted' },
      { kind: 'not-visible', ended: 'converted' },
      { kind: 'not-visible', ended: 'merged' },
      { kind: 'not-visible', ended: 'here' },
    ]);
  });

  it('never runs in circles', async () => {
    const { read } = anOrg([
      [lead('1'), { kind: 'merged', survivorId: lead('2').id }],
      [lead('2'), { kind: 'merged', survivorId: lead('1').id }],
    ]);
    expect((await followPeople([lead('1')], read)).get(lead('1').id)).toEqual({ kind: 'not-visible', ended: 'merged' });
  });
});
