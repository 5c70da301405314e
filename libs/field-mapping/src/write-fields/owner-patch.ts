import { findField } from '../describe/find-field.js';
import type { ObjectDescribe } from '../describe/object-describe.js';
import { assemblePatch } from './assemble-patch.js';
import type { Patch, PatchFields } from './patch.js';

export function ownerPatch(ownerId: string, describe: ObjectDescribe, lastWritten: PatchFields = {}): Patch {
  return assemblePatch([{ name: 'OwnerId', describe: findField(describe, 'OwnerId'), value: ownerId }], lastWritten);
}
