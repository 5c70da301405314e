import type { ObjectType } from '@ce/contracts';

export interface SupportedType {
  /** What a row of it can be. */
  readonly people: readonly ObjectType[];
  /** Every object that the type joins: without read access to each, rows are missing (salesforce-api.md §7.5). */
  readonly objects: readonly string[];
}

/** Source: spec D4, salesforce-api.md §2.10. */
const standardTypes: Readonly<Record<string, SupportedType>> = {
  LeadList: { people: ['Lead'], objects: ['Lead'] },
  ContactList: { people: ['Contact'], objects: ['Contact', 'Account'] },
  CampaignLead: { people: ['Lead'], objects: ['Campaign', 'CampaignMember', 'Lead'] },
  CampaignContact: { people: ['Contact'], objects: ['Campaign', 'CampaignMember', 'Contact', 'Account'] },
  CampaignWithCampaignMembers: {
    people: ['Lead', 'Contact'],
    objects: ['Campaign', 'CampaignMember', 'Lead', 'Contact'],
  },
};

export type TypeVerdict =
  | { readonly kind: 'supported'; readonly type: SupportedType }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** @param joined API names of the objects that a custom report type joins, as far as describe or columns tell */
export function judgeType(apiName: string, label: string, joined: readonly string[]): TypeVerdict {
  const standard = standardTypes[apiName];
  if (standard !== undefined) return { kind: 'supported', type: standard };
  const called = label === '' ? apiName : `“${label}” (${apiName})`;
  if (!/__c(@|$)/.test(apiName) || apiName.includes('CustomEntity$')) {
    return { kind: 'unsupported', reason: `The report type ${called} is not one that people can be enrolled from.` };
  }
  const custom = joined.find((name) => name.endsWith('__c'));
  if (custom !== undefined) {
    return { kind: 'unsupported', reason: `The report type ${called} joins the custom object ${custom}.` };
  }
  const people = (['Lead', 'Contact'] as const).filter((name) => joined.includes(name));
  if (people.length === 0) {
    return { kind: 'unsupported', reason: `The report type ${called} holds neither leads nor contacts.` };
  }
  return { kind: 'supported', type: { people, objects: [...new Set(joined)] } };
}
