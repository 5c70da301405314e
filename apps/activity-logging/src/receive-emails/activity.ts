import type { ObjectType } from '@ce/contracts';
import type { WorkRow } from '@ce/delivery';

export const ACTIVITY_TABLE = 'activity_logging.activity';

/** An email on its way to becoming a Task. Subject, addresses and body are empty once it is settled for good. */
export interface Activity extends WorkRow {
  source: string;
  eventId: string;
  recordType: ObjectType;
  direction: 'sent' | 'received';
  /** When it was sent or received. */
  at: Date;
  sender: string;
  recipients: { to: string[]; cc: string[] };
  subject: string;
  body: string;
}
