/**
 * The words of this system, and the events its services and their neighbours exchange.
 *
 * workspace          a customer of CE, the tenant boundary; has one or more assistants ("teams")
 * connection         a workspace's authorised link to one Salesforce org, shared by all its assistants
 * package variant    which CE custom fields an object of the org has: managed-v2, legacy or none; found by describe
 * campaign           a CE campaign: name, status, creator, URL
 * enrollment source  a report attached to a campaign, with auto-import on or off and enrollment rules
 * report row         one lead or contact that a report named, with a state and a reason a person can read
 * enrollment         a record enrolled in a campaign
 * field mapping      CE field to Salesforce field, typed, with direction, checked against describe
 * activity           an email sent or received, to become a Task
 * write-back         the wanted values of CE-owned fields on one record
 * lease              permission to talk to one org: an access token plus a number of API calls
 * call budget        how many calls a day this system may spend on an org, with a reserve for the customer's other apps
 * parked             a delivery that needs a person; carries class, cause, fix hint and attempts; can be replayed
 */
export * from './accepts-unchanged.js';
export * from './campaign-events.js';
export * from './catalog.js';
export * from './cloud-event.js';
export * from './connection-events.js';
export * from './contact-events.js';
export * from './conversation-events.js';
export * from './correlation.js';
export * from './delivery-events.js';
export * from './dry-run-events.js';
export * from './email-events.js';
export * from './enrollment-rules.js';
export * from './error-class.js';
export * from './event-definition.js';
export * from './field-mapping.js';
export * from './json-schema.js';
export * from './lease.js';
export * from './record.js';
export * from './report-row-events.js';
export * from './topics.js';
export * from './vocabularies.js';
