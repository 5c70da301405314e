import type { ObjectDescribe } from '../describe/object-describe.js';

export interface MappingProblem {
  readonly code:
    | 'object-missing'
    | 'field-missing'
    | 'relationship-missing'
    | 'wrong-type'
    | 'not-updateable'
    | 'not-writable-path'
    | 'minimum-missing';
  /** One sentence: what is wrong. */
  readonly reason: string;
  /** One sentence: what to do. */
  readonly fix: string;
}

/**
 * By object name. Lead and Contact are needed; of related objects (Account, User) those that are there are checked too.
 * Null: the integration user may not see the object.
 */
export type Describes = Readonly<Record<string, ObjectDescribe | null | undefined>>;
