/**
 * What CE and Salesforce call the same thing, and the rules between them: which package an org has, which fields are read,
 * what may be written and how it is made to fit. Pure: everything is decided from describes, mappings and records.
 */
export * from './change-owner/decide-owner.js';
export * from './change-owner/find-sales-reps.js';
export * from './check-mapping/check-mapping.js';
export * from './check-mapping/default-mapping.js';
export * from './check-mapping/mapping-problem.js';
export * from './check-mapping/needed-describes.js';
export * from './choose-writes/allowed-writes.js';
export * from './describe/find-field.js';
export * from './describe/object-describe.js';
export * from './describe/refusal.js';
export * from './enroll-record/check-importable.js';
export * from './enroll-record/meets-rules.js';
export * from './log-email/choose-closed-status.js';
export * from './log-email/day-in-time-zone.js';
export * from './log-email/task-for.js';
export * from './package-variant/detect-package-variant.js';
export * from './package-variant/find-package-field.js';
export * from './package-variant/missing-values.js';
export * from './package-variant/package-fields.js';
export * from './read-record/build-query.js';
export * from './read-record/read-fields.js';
export * from './read-record/read-path.js';
export * from './read-record/read-record.js';
export * from './read-record/select-for.js';
export * from './read-record/soql-literal.js';
export * from './write-fields/cut-text.js';
export * from './write-fields/do-not-contact-patch.js';
export * from './write-fields/fit-datetime.js';
export * from './write-fields/match-picklist.js';
export * from './write-fields/owner-patch.js';
export * from './write-fields/package-patch.js';
export * from './write-fields/patch.js';
