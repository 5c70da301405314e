import type { OrgDescriptionInput } from '../../src/index.js';

/** The Developer Edition org whose traffic was recorded, as far as the recordings show it. */
export const recordedOrg: OrgDescriptionInput = {
  org: { organizationType: 'Developer Edition' },
  limits: { dailyApiRequests: 15_000, dailyApiRequestsUsed: 8_400 },
  users: [
    {
      id: '0054S000000JFmhQAG',
      username: 'brian@example.com',
      email: 'brian@example.com',
      lastName: 'Recorded',
      // Not in the recorded describes, so this user cannot see them.
      fields: Object.fromEntries(
        ['Lead', 'Contact'].flatMap((object) =>
          ['HasOptedOutOfEmail', 'HasOptedOutOfFax', 'DoNotCall'].map((field) => [
            `${object}.${field}`,
            'none' as const,
          ]),
        ),
      ),
    },
  ],
  customFields: {
    Lead: [
      { name: 'SICCode__c', label: 'SIC Code', type: 'string', length: 15 },
      {
        name: 'ProductInterest__c',
        label: 'Product Interest',
        type: 'picklist',
        values: ['GC1000 series', 'GC5000 series', 'GC3000 series'],
      },
      { name: 'Primary__c', label: 'Primary', type: 'picklist', values: ['No', 'Yes'] },
      { name: 'CurrentGenerators__c', label: 'Current Generator(s)', type: 'string', length: 100 },
      { name: 'NumberofLocations__c', label: 'Number of Locations', type: 'double', precision: 3 },
    ],
    Contact: [
      { name: 'Level__c', label: 'Level', type: 'picklist', values: ['Secondary', 'Tertiary', 'Primary'] },
      { name: 'Languages__c', label: 'Languages', type: 'string', length: 100 },
      {
        name: 'Custom_External_ID__c',
        label: 'Custom External ID',
        type: 'string',
        length: 191,
        unique: true,
        externalId: true,
      },
      { name: 'checkbox_field__c', label: 'checkbox field', type: 'boolean' },
      { name: 'datetime_field__c', label: 'datetime field', type: 'datetime' },
      { name: 'number_field__c', label: 'number field', type: 'double' },
      { name: 'percent_field__c', label: 'percent field', type: 'percent' },
      { name: 'phone_field__c', label: 'phone field', type: 'phone' },
      {
        name: 'picklist_field__c',
        label: 'picklist field',
        type: 'picklist',
        restricted: true,
        values: ['Red', 'Blue', 'Green'],
      },
      { name: 'text_field__c', label: 'text field', type: 'string', length: 191 },
      { name: 'textarea_field__c', label: 'textarea field', type: 'textarea', length: 32_768 },
      { name: 'url_field__c', label: 'url field', type: 'url' },
      { name: 'email_field__c', label: 'email field', type: 'email' },
      { name: 'date_field__c', label: 'date_field', type: 'date' },
      { name: 'currency_field__c', label: 'currency_field', type: 'currency', scale: 2 },
      { name: 'float_field__c', label: 'float_field', type: 'double', scale: 2 },
      { name: 'dozisf_zoominfo_company_id__c', label: 'dozisf__zoominfo_company_id', type: 'string' },
      { name: 'dozisf_zoominfo_id__c', label: 'dozisf__zoominfo_id', type: 'string' },
    ],
  },
};

export const recorded = {
  user: '0054S000000JFmhQAG',
  lead: '00Q4S000002sSacUAE',
  secondLead: '00Q4S000002sSahUAE',
  account: '0014S000007NeM3QAK',
  contact: '0034S000005YJVlQAO',
  secondContact: '0034S000005YJX5QAO',
  campaign: '7014S00000097HcQAI',
  secondCampaign: '7014S00000097HhQAI',
};
