/** How one more object joins a report type's rows. */
export interface ReportJoin {
  readonly object: string;
  readonly from: string;
  /** `child`: the joined object names its parent in `field`. `lookup`: `from` names the joined record in `field`. */
  readonly by: 'child' | 'lookup';
  readonly field: string;
  /** INNER drops rows that find nothing to join. */
  readonly joinType: 'INNER' | 'OUTER';
}

/** One selectable column before schema and permissions are looked at. */
export interface ColumnSpec {
  readonly name: string;
  /**
   * `Lead.Owner.Name`: an object of the type, relationships, a field. Several paths mean the first whose object is there,
   * as for the lead or contact behind a campaign member.
   */
  readonly paths: readonly string[];
  /** The field's own label when left out. */
  readonly label?: string;
  readonly category: string;
  readonly dataType?: string;
  /** A name column: the cell's `value` is the id of the record that the name belongs to (salesforce-api.md §2.6). */
  readonly isName?: boolean;
  /** Date-times that a report shows as a day. */
  readonly dayOnly?: boolean;
  /** Computed from the field, e.g. a fiscal quarter. */
  readonly derive?: 'fiscal-quarter';
}

export interface ReportType {
  /** `LeadList`, … or `<Name>__c` (salesforce-api.md §2.10). */
  readonly type: string;
  readonly label: string;
  readonly group: string;
  readonly root: string;
  readonly joins: readonly ReportJoin[];
  readonly scopes: readonly { readonly value: string; readonly label: string }[];
  readonly columns: readonly ColumnSpec[];
  /** Objects beyond the joined ones that a caller must be able to read (salesforce-api.md §7.5). */
  readonly alsoReads?: readonly string[];
}

export function objectsOf(type: ReportType): string[] {
  return [type.root, ...type.joins.map((join) => join.object)];
}
