import type { ConnectionState } from '@ce/contracts';
import {
  type AllowedWrites,
  doNotContactPatch,
  type ObjectDescribe,
  type OwnerDecision,
  ownerPatch,
  packagePatch,
  type Patch,
  type PatchFields,
  type Refusal,
} from '@ce/field-mapping';
import type { HeldBy, WriteBack } from './write-back.js';

export type SlotPlan =
  /** Write `fields`; `refusal`: what of the same slot cannot be written and needs a person. */
  | { kind: 'write'; fields: PatchFields; refusal: Refusal | null }
  /** Salesforce has it already. */
  | { kind: 'there' }
  | { kind: 'refused'; refusal: Refusal }
  /** Does not apply for now. */
  | { kind: 'held'; heldBy: HeldBy; reason: string }
  /** Decided: nothing is to be written. */
  | { kind: 'dropped'; reason: string };

export interface SlotContext {
  connection: ConnectionState;
  allowed: AllowedWrites;
  describe: ObjectDescribe;
  /** For owner slots. */
  owner?: OwnerDecision | undefined;
}

export function planSlot(row: WriteBack, context: SlotContext): SlotPlan {
  const { connection, allowed, describe } = context;
  const variant = connection.packageVariants[row.recordType];
  // An attempt that may have been carried out makes what was written before uncertain.
  const lastWritten = row.ambiguous ? {} : row.writtenFields;
  switch (row.slot) {
    case 'status':
      if (!allowed.status) return held('toggle', 'Status write-back is off, because email-activity sync is off.');
      return fromPatch(packagePatch(variant, { status: row.wanted.status }, describe, lastWritten));
    case 'campaign': {
      if (!allowed.campaign) return held('toggle', 'Campaign write-back is switched off.');
      const { name, status, creator, url } = row.wanted;
      const values = { campaign_name: name, campaign_status: status, campaign_creator: creator, campaign_url: url };
      return fromPatch(packagePatch(variant, values, describe, lastWritten));
    }
    case 'do-not-contact': {
      if (!allowed.doNotContact) return held('toggle', 'Do-Not-Contact sync is switched off for this connection.');
      const patch = doNotContactPatch(connection.mapping, row.recordType, describe, lastWritten);
      if (patch.kind !== 'not-mapped') return fromPatch(patch);
      return held('mapping', `No ${row.recordType} field is mapped for writing as do_not_contact.`);
    }
    case 'owner':
      if (!allowed.owner) return held('toggle', 'Owner sync is switched off for this connection.');
      return fromDecision(context.owner, describe);
  }
}

function fromPatch(patch: Patch): SlotPlan {
  switch (patch.kind) {
    case 'patch':
      return { kind: 'write', fields: patch.fields, refusal: patch.refusals[0] ?? null };
    case 'unchanged':
      return { kind: 'there' };
    case 'refused':
      return patch.code === 'package-missing' ? held('package', patch.reason) : { kind: 'refused', refusal: patch };
  }
}

function fromDecision(decision: OwnerDecision | undefined, describe: ObjectDescribe): SlotPlan {
  switch (decision?.kind) {
    case 'change-owner':
      return fromPatch(ownerPatch(decision.ownerId, describe));
    case 'keep':
      return decision.code === 'not-mapped'
        ? held('mapping', decision.reason)
        : { kind: 'dropped', reason: decision.reason };
    case 'refused':
      return { kind: 'refused', refusal: decision };
    case 'look-up-sales-rep':
    case undefined:
      return { kind: 'dropped', reason: 'The owner was not decided.' };
  }
}

function held(heldBy: HeldBy, reason: string): SlotPlan {
  return { kind: 'held', heldBy, reason };
}
