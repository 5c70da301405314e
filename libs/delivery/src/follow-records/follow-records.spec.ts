import { toLongId } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { followRecords, movesOf } from './follow-records.js';

const lead = (n: number) => toLongId(`00Q5g000000000${n}`);
const contact = (n: number) => toLongId(`0035g000000000${n}`);

/** Answers each object type with its rows, and keeps what it was asked. */
function orgWith(rows: { Lead?: object[]; Contact?: object[] }) {
  const asked: string[] = [];
  return {
    asked,
    queryAll: async <Row>(soql: string): Promise<Row[]> => {
      asked.push(soql);
      return ((soql.includes('FROM Lead') ? rows.Lead : rows.Contact) ?? []) as Row[];
    },
  };
}

const standing = { IsDeleted: false, MasterRecordId: null };

describe('followRecords', () => {
  it('tells who stands, was converted, merged or deleted, and leaves out what nobody sees', async () => {
    const org = orgWith({
      Lead: [
        { Id: lead(1), ...standing, IsConverted: false, ConvertedContactId: null },
        { Id: lead(2), ...standing, IsConverted: true, ConvertedContactId: contact(1) },
        { Id: lead(3), IsDeleted: true, MasterRecordId: lead(1), IsConverted: false, ConvertedContactId: null },
      ],
      Contact: [{ Id: contact(2), IsDeleted: true, MasterRecordId: null }],
    });
    const followed = await followRecords(org, [lead(1), lead(2), lead(3), lead(4), contact(2)]);
    expect([...followed].map(([id, { kind }]) => [id, kind])).toEqual([
      [lead(1), 'here'],
      [lead(2), 'converted'],
      [lead(3), 'merged'],
      [contact(2), 'deleted'],
    ]);
    expect(movesOf(followed)).toEqual(
      new Map([
        [lead(2), contact(1)],
        [lead(3), lead(1)],
      ]),
    );
  });

  it('asks once per object type, and not for one that no id is of', async () => {
    const org = orgWith({});
    expect(await followRecords(org, [contact(1), contact(1)])).toEqual(new Map());
    expect(org.asked).toEqual([expect.stringContaining(`FROM Contact WHERE Id IN ('${contact(1)}')`)]);
  });
});
