import type { ColumnSpec } from '../report-type.js';

type Options = Omit<ColumnSpec, 'name' | 'paths' | 'category'>;

/** Makes the columns of one category: `[API name, path, options]` per column. */
export function category(
  label: string,
  columns: readonly (readonly [string, string | string[], Options?])[],
): ColumnSpec[] {
  return columns.map(([name, paths, options]) => ({ name, paths: [paths].flat(), category: label, ...options }));
}

const day = { dayOnly: true } as const;

/** Who and when, as standard report types name them. */
export function systemColumns(object: string): (readonly [string, string, Options?])[] {
  return [
    ['CREATED_DATE', `${object}.CreatedDate`, day],
    ['LAST_UPDATE', `${object}.LastModifiedDate`, { ...day, dataType: 'date' }],
    ['CREATED', `${object}.CreatedBy.Name`, { label: 'Created By', isName: true }],
    ['CREATED_ALIAS', `${object}.CreatedBy.Alias`, { label: 'Created Alias' }],
    ['LAST_UPDATE_BY', `${object}.LastModifiedBy.Name`, { label: 'Last Modified By', isName: true }],
    ['LAST_UPDATE_BY_ALIAS', `${object}.LastModifiedBy.Alias`, { label: 'Last Modified Alias' }],
  ];
}

export const name = { isName: true } as const;

/** A contact's own columns; campaign reports list the same ones (salesforce-api.md §2.10). */
export const contactColumns: readonly (readonly [string, string, Options?])[] = [
  ['CONTACT_ID', 'Contact.Id'],
  ['SALUTATION', 'Contact.Salutation'],
  ['FIRST_NAME', 'Contact.FirstName', name],
  ['LAST_NAME', 'Contact.LastName', name],
  ['TITLE', 'Contact.Title'],
  ['DEPARTMENT', 'Contact.Department'],
  ['PHONE1', 'Contact.Phone', { label: 'Phone' }],
  ['PHONE2', 'Contact.Fax', { label: 'Fax' }],
  ['PHONE3', 'Contact.MobilePhone', { label: 'Mobile' }],
  ['EMAIL', 'Contact.Email'],
  ['CONTACT_LEAD_SOURCE', 'Contact.LeadSource'],
  ['DO_NOT_CALL', 'Contact.DoNotCall'],
  ['EMAIL_OPT_OUT', 'Contact.HasOptedOutOfEmail'],
  ['CONTACT_OWNER', 'Contact.Owner.Name', { label: 'Contact Owner', isName: true }],
  ['CONTACT_CREATED_DATE', 'Contact.CreatedDate', day],
  ['CONTACT_LAST_UPDATE', 'Contact.LastModifiedDate', { ...day, dataType: 'date' }],
  ['CONTACT_LAST_ACTIVITY', 'Contact.LastActivityDate'],
  ['ADDRESS2_STREET', 'Contact.MailingStreet', { dataType: 'string' }],
  ['ADDRESS2_CITY', 'Contact.MailingCity'],
  ['ADDRESS2_STATE', 'Contact.MailingState'],
  ['ADDRESS2_ZIP', 'Contact.MailingPostalCode'],
  ['ADDRESS2_COUNTRY', 'Contact.MailingCountry'],
];

export const leadColumns: readonly (readonly [string, string, Options?])[] = [
  ['LEAD_ID', 'Lead.Id'],
  ['SALUTATION', 'Lead.Salutation'],
  ['FIRST_NAME', 'Lead.FirstName', name],
  ['LAST_NAME', 'Lead.LastName', name],
  ['TITLE', 'Lead.Title'],
  ['COMPANY', 'Lead.Company', { label: 'Company / Account' }],
  ['EMAIL', 'Lead.Email'],
  ['PHONE', 'Lead.Phone'],
  ['MOBILE_PHONE', 'Lead.MobilePhone'],
  ['FAX', 'Lead.Fax'],
  ['LEAD_SOURCE', 'Lead.LeadSource'],
  ['STATUS', 'Lead.Status', { label: 'Lead Status' }],
  ['RATING', 'Lead.Rating'],
  ['INDUSTRY', 'Lead.Industry'],
  ['EMPLOYEES', 'Lead.NumberOfEmployees'],
  ['ANNUAL_REVENUE', 'Lead.AnnualRevenue'],
  ['STREET', 'Lead.Street', { dataType: 'string' }],
  ['CITY', 'Lead.City'],
  ['STATE', 'Lead.State'],
  ['ZIP', 'Lead.PostalCode'],
  ['COUNTRY', 'Lead.Country'],
  ['DO_NOT_CALL', 'Lead.DoNotCall'],
  ['EMAIL_OPT_OUT', 'Lead.HasOptedOutOfEmail'],
  ['EMAIL_BOUNCED_DATE', 'Lead.EmailBouncedDate', day],
  ['CONVERTED', 'Lead.IsConverted'],
  ['CONVERTED_DATE', 'Lead.ConvertedDate'],
  ['OWNER', 'Lead.Owner.Name', { label: 'Lead Owner', isName: true }],
  ['LAST_ACTIVITY', 'Lead.LastActivityDate'],
  ...systemColumns('Lead'),
];

export const campaignColumns: readonly (readonly [string, string, Options?])[] = [
  ['CAMPAIGN_ID', 'Campaign.Id'],
  ['CAMPAIGN_NAME', 'Campaign.Name', { label: 'Campaign Name', isName: true }],
  ['CAMPAIGN_STATUS', 'Campaign.Status', { label: 'Campaign Status' }],
  ['CAMPAIGN_TYPE', 'Campaign.Type', { label: 'Campaign Type' }],
  ['CAMPAIGN_START_DATE', 'Campaign.StartDate'],
  ['CAMPAIGN_END_DATE', 'Campaign.EndDate'],
  ['CAMPAIGN_IS_ACTIVE', 'Campaign.IsActive'],
];
