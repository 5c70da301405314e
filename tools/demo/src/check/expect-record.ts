import {
  type CloudEvent,
  type contactImported,
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  conversationStatusChanged,
  type EventData,
} from '@ce/contracts';
import { missingStatus } from '../describe-org/custom-fields.js';
import { genericOwner, salesReps } from '../describe-org/users.js';

export interface ExpectedRecord {
  /** The last status that the org's picklist has; undefined where an earlier one may or may not have been written. */
  status: string | undefined;
  doNotContact: boolean;
  ownerId: string | null;
}

/** What the accepted events make of one imported record, told apart from how the services work it out. */
export function expectRecord(
  imported: EventData<typeof contactImported>,
  accepted: readonly CloudEvent[],
): ExpectedRecord {
  const expected: ExpectedRecord = { status: 'not_started', doNotContact: false, ownerId: imported.ownerId };
  for (const event of accepted) {
    switch (event.type) {
      case conversationStatusChanged.type:
      case conversationCompleted.type: {
        const { status } = event.data as EventData<typeof conversationCompleted>;
        expected.status = status === missingStatus ? undefined : status;
        break;
      }
      case conversationOptedOut.type:
        expected.doNotContact = true;
        break;
      case conversationQualified.type: {
        const { salesRepEmail } = event.data as EventData<typeof conversationQualified>;
        if (isBlankOwner(imported.ownerId))
          expected.ownerId = salesReps.find((rep) => rep.email === salesRepEmail)?.id ?? null;
        break;
      }
    }
  }
  return expected;
}

/** Spec C5: a queue, or the generic owner of the demo's settings. */
function isBlankOwner(ownerId: string | null): boolean {
  return ownerId === null || ownerId.startsWith('00G') || ownerId === genericOwner.id;
}
