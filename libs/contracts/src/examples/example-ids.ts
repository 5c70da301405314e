/** One person in one campaign; all examples tell parts of the same story. */
export const exampleConnectionId = 'conn-acme';
export const exampleLead = { type: 'Lead', id: '00Q5e00001AbCdEEAV' } as const;

export const examplePerson = { connectionId: exampleConnectionId, record: exampleLead };
export const exampleEnrollment = { ...examplePerson, campaignId: 'camp-spring', sourceId: 'source-1' };
