/** A way in which one schema refuses what another accepts. */
export interface Narrowing {
  /** Where: `$.record.id`; `[]` for the items of a list, `{}` for the values of a record. */
  path: string;
  code: 'required' | 'type' | 'enum' | 'bound' | 'pattern' | 'format' | 'alternatives' | 'keyword';
  message: string;
}

export type Schema = Readonly<Record<string, unknown>>;
