import type { ErrorClass } from '@ce/contracts';

/** Why a value cannot be written. A retry changes nothing; a person must act. */
export interface Refusal {
  readonly class: Extract<ErrorClass, 'configuration' | 'record'>;
  readonly code: RefusalCode;
  /** One sentence: what is wrong. */
  readonly reason: string;
  /** One sentence: what to do. */
  readonly fix: string;
}

export type RefusalCode =
  | 'package-missing'
  | 'field-missing'
  | 'field-not-writable'
  | 'field-type'
  | 'picklist-value-missing'
  | 'value-too-long'
  | 'value-invalid'
  | 'sales-rep-not-found'
  | 'sales-rep-inactive'
  | 'sales-rep-ambiguous'
  | 'task-status-missing';
