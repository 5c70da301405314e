import { z } from 'zod';

const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form of a Salesforce id. Salesforce hands out both forms and compares them alike; ours are keys, so
 * only one form may exist. Source: salesforce-api.md §3.1.
 */
export function toLongId(id: string): string {
  if (id.length === 18) return id;
  let suffix = '';
  for (let block = 0; block < 3; block += 1) {
    let bits = 0;
    for (let position = 0; position < 5; position += 1) {
      const letter = id.charAt(block * 5 + position);
      if (letter >= 'A' && letter <= 'Z') bits |= 1 << position;
    }
    suffix += SUFFIX_ALPHABET.charAt(bits);
  }
  return id + suffix;
}

export const salesforceId = z
  .string()
  .regex(/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/, 'a Salesforce id has 15 or 18 letters and digits')
  .transform(toLongId)
  .meta({
    type: 'string',
    description: 'A Salesforce record id, 15 or 18 characters',
    examples: ['00Q5e00001AbCdEEAV'],
  });

export const objectType = z.enum(['Lead', 'Contact']);
export type ObjectType = z.infer<typeof objectType>;

/** The object type that an id's key prefix names, or undefined for ids of anything but leads and contacts. */
export function objectTypeOf(id: string): ObjectType | undefined {
  if (id.startsWith('00Q')) return 'Lead';
  if (id.startsWith('003')) return 'Contact';
  return undefined;
}

export const recordRef = z
  .object({ type: objectType, id: salesforceId })
  .refine(
    (ref) => objectTypeOf(ref.id) === ref.type,
    'the id does not belong to this type of record: 00Q… is a Lead, 003… a Contact',
  );
export type RecordRef = z.infer<typeof recordRef>;

/** Ids of CE's own things: connections, workspaces, campaigns, conversations, enrollment sources. */
export const ceId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9._:-]+$/, 'letters, digits and . _ : - only');

/** Key of everything that is ordered per person: one connection's one record. */
export function personKey(of: { connectionId: string; record: { id: string } }): string {
  return `${of.connectionId}/${of.record.id}`;
}
