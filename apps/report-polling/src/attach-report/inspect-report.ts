import type { WithOrg } from '@ce/delivery';
import { type GlobalDescribe, SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import { judgeReport } from '../judge-report/judge-report.js';

export interface Finding {
  code: string;
  problem: string;
  fix: string;
}

export interface Inspection {
  /** `unchecked`: nobody could look now; the first poll will. */
  state: 'unread' | 'unchecked' | 'refused';
  name: string | null;
  problem: Finding | null;
  warnings: Finding[];
}

/** Looks at a report before it is attached, and says in words what is wrong with it. Two calls. */
export async function inspectReport(withOrg: WithOrg, connectionId: string, reportId: string): Promise<Inspection> {
  try {
    const answer = await withOrg({ connectionId, kind: 'preflight', calls: 2, lookAgain: 'report-attached' }, (org) =>
      inspect(org, reportId),
    );
    if (answer.kind === 'done') return answer.value;
    const fix = answer.kind === 'unavailable' ? answer.fix : 'Nothing to do: it is checked as soon as calls are left.';
    return unchecked('connection-unavailable', answer.reason, fix);
  } catch (error) {
    if (!(error instanceof SalesforceError)) {
      return unchecked(
        'not-reached',
        'The report could not be looked at now.',
        'Nothing to do: its first poll checks it.',
      );
    }
    return { state: isLasting(error) ? 'refused' : 'unchecked', name: null, problem: asFinding(error), warnings: [] };
  }
}

async function inspect(
  org: Pick<SalesforceOrg, 'describeReport' | 'describeGlobal'>,
  reportId: string,
): Promise<Inspection> {
  const described = await org.describeReport(reportId).catch((error: unknown) => {
    if (error instanceof SalesforceError && error.errorClass === 'configuration') return error;
    throw error;
  });
  if (described instanceof SalesforceError) {
    const warnings = missingRights(checkedObjects, await org.describeGlobal(), 'may need');
    return { state: 'refused', name: null, problem: asFinding(described), warnings };
  }
  const name = described.attributes.reportName;
  const verdict = judgeReport(described);
  if (verdict.kind === 'refused') {
    const problem = { code: verdict.code, problem: verdict.reason, fix: verdict.fix };
    return { state: 'refused', name, problem, warnings: [] };
  }
  const warnings = missingRights(verdict.objects, await org.describeGlobal());
  if (verdict.inParts === null) {
    warnings.push({
      code: 'no-id-column',
      problem: 'The report has no id column, so only its first 2,000 rows can be read.',
      fix: 'Add the id column of its leads or contacts to the report if it may grow beyond 2,000 rows.',
    });
  }
  return { state: 'unread', name, problem: null, warnings };
}

const checkedObjects = ['Lead', 'Contact', 'Account', 'Campaign', 'CampaignMember', 'Opportunity'];

/** Without read access to every object of its type a report leaves rows out or does not run (spec D8). */
export function missingRights(
  objects: readonly string[],
  visible: GlobalDescribe,
  how: 'needs' | 'may need' = 'needs',
): Finding[] {
  const readable = new Set(visible.sobjects.filter((object) => object.queryable).map((object) => object.name));
  return objects
    .filter((name) => checkedObjects.includes(name) && !readable.has(name))
    .map((name) => ({
      code: 'missing-read-access',
      problem: `The connected user may not read ${name}, which the report ${how}: rows may be missing from it.`,
      fix: `Give the connected user read access to ${name} and to all its fields.`,
    }));
}

function unchecked(code: string, problem: string, fix: string): Inspection {
  return { state: 'unchecked', name: null, problem: { code, problem, fix }, warnings: [] };
}

function isLasting({ errorClass }: SalesforceError): boolean {
  return ['configuration', 'gone', 'record'].includes(errorClass);
}

function asFinding({ code, message, fix }: SalesforceError): Finding {
  return { code, problem: message, fix };
}
