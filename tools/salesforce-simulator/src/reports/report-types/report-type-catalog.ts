import type { CustomReportType } from '../../org/describe-reports.js';
import type { OrgSchema } from '../../org/org-schema.js';
import type { ColumnSpec, ReportType } from '../report-type.js';
import { objectsOf } from '../report-type.js';
import { accountList, campaignList, opportunity, opportunityList } from './accounts-and-opportunities.js';
import { campaignContact, campaignLead, campaignWithMembers } from './campaigns.js';
import { customType, usualCustomTypes } from './custom-report-types.js';
import { contactList, leadList } from './people.js';

const standard = [
  leadList,
  contactList,
  campaignLead,
  campaignContact,
  campaignWithMembers,
  accountList,
  campaignList,
  opportunity,
  opportunityList,
];

/** Every report type of the org, rebuilt when fields come or go. */
export class ReportTypeCatalog {
  private types = new Map<string, ReportType>();
  private builtFor = -1;

  constructor(
    private readonly schema: OrgSchema,
    private readonly customTypes: readonly CustomReportType[],
  ) {}

  all(): ReportType[] {
    return [...this.current().values()];
  }

  get(type: string): ReportType | undefined {
    return this.current().get(type);
  }

  private current(): Map<string, ReportType> {
    if (this.builtFor === this.schema.version) return this.types;
    const customs = [...usualCustomTypes, ...this.customTypes].map((type) => customType(type, this.schema));
    const standards = standard.map((type) => ({ ...type, columns: [...type.columns, ...this.customColumns(type)] }));
    this.types = new Map([...standards, ...customs].map((type) => [type.type, type]));
    this.builtFor = this.schema.version;
    return this.types;
  }

  /** Standard types list custom fields as `Lead.Score__c`. */
  private customColumns(type: ReportType): ColumnSpec[] {
    return objectsOf(type).flatMap((object) => {
      const found = this.schema.object(object);
      const fields = [...(found?.fields.values() ?? [])].filter((field) => field.custom);
      return fields.map((field) => ({
        name: `${object}.${field.name}`,
        paths: [`${object}.${field.name}`],
        category: `${found?.label ?? object}: Custom Info`,
      }));
    });
  }
}
