import { campaignChanged } from './campaign-events.js';
import { connectionChanged } from './connection-events.js';
import { contactChanged, contactImported, contactImportFailed } from './contact-events.js';
import {
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  conversationStatusChanged,
} from './conversation-events.js';
import { deliveryParked, fieldsWritten, taskLogged } from './delivery-events.js';
import { dryRunJudged, dryRunRequested } from './dry-run-events.js';
import { emailReceived, emailSent } from './email-events.js';
import type { EventDefinition } from './event-definition.js';
import { reportRowFound, reportRowLeft } from './report-row-events.js';

/** What other services publish to us. Only these are taken at `POST /events`. */
export const inboundEvents: readonly EventDefinition[] = [
  emailSent,
  emailReceived,
  conversationStatusChanged,
  conversationOptedOut,
  conversationQualified,
  conversationCompleted,
  campaignChanged,
];

/** What our five services publish. */
export const outboundEvents: readonly EventDefinition[] = [
  connectionChanged,
  reportRowFound,
  reportRowLeft,
  dryRunRequested,
  dryRunJudged,
  contactImported,
  contactImportFailed,
  contactChanged,
  taskLogged,
  fieldsWritten,
  deliveryParked,
];

const byType = new Map([...inboundEvents, ...outboundEvents].map((definition) => [definition.type, definition]));

export function findEventDefinition(type: string): EventDefinition | undefined {
  return byType.get(type);
}
