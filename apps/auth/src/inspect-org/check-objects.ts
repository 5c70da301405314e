import { type Check, fail, pass, warn } from './check.js';
import type { OrgFacts } from './org-facts.js';

/** Object rights, by describe. Source: spec A3, D8. */
export function checkObjects({ describes }: OrgFacts): Check[] {
  return [
    person('Lead', describes),
    person('Contact', describes),
    describes.Account?.queryable === true
      ? pass('object-account', 'The user may read accounts.')
      : fail(
          'object-account',
          'account fields of imported contacts',
          'The user may not read accounts.',
          'Give the connected user Read on Account.',
        ),
    ...(['Campaign', 'CampaignMember', 'Opportunity'] as const).map((name) => ofReports(name, describes)),
  ];
}

function person(name: 'Lead' | 'Contact', describes: OrgFacts['describes']): Check {
  const describe = describes[name];
  const check = `object-${name.toLowerCase()}`;
  if (describe === null || !describe.queryable) {
    return fail(
      check,
      `import, Tasks and write-back of every ${name}`,
      `The user may not read the object ${name}.`,
      `Give the connected user Read and Edit on ${name}.`,
    );
  }
  if (describe.updateable) return pass(check, `The user may read and edit the object ${name}.`);
  return fail(
    check,
    `every field written to a ${name}`,
    `The user may read but not edit the object ${name}.`,
    `Give the connected user Edit on ${name}.`,
  );
}

function ofReports(name: 'Campaign' | 'CampaignMember' | 'Opportunity', describes: OrgFacts['describes']): Check {
  const check = `object-${name.toLowerCase()}`;
  if (describes[name]?.queryable === true) return pass(check, `The user may read the object ${name}.`);
  return warn(
    check,
    `reports that use the object ${name}: they may not run, or enroll wrong people`,
    `The user may not read the object ${name}.`,
    `Give the connected user Read on ${name}, or use only reports without it.`,
  );
}
