export { startSimulator, type Simulator, type SimulatorOptions } from './start-simulator.js';
export { orgDescription, type OrgDescription, type OrgDescriptionInput } from './org/org-description.js';
export type { CustomFieldInput } from './org/describe-fields.js';
export { fault, type Fault } from './faults/fault.js';
export type { FaultPlan } from './faults/fault-plan.js';
export type { Journal, JournalEntry, KindTotal } from './journal/journal.js';
export type { CallKind } from './journal/call-kind.js';
export type { Clock } from './org/clock.js';
export type { Org } from './org/org.js';
