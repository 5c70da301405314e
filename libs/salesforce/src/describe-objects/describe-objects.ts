import type { OrgCalls } from '../call-org/org-calls.js';
import type { GlobalDescribe, ObjectDescribe, ObjectDescribeIfChanged } from './describe-types.js';

export async function describeIfChanged(
  calls: OrgCalls,
  objectType: string,
  since: string | null,
): Promise<ObjectDescribeIfChanged> {
  const answer = await calls.answer<ObjectDescribe>({
    kind: 'describe',
    attempted: `describe ${objectType}`,
    method: 'GET',
    path: `/sobjects/${encodeURIComponent(objectType)}/describe`,
    ...(since === null ? {} : { headers: { 'if-modified-since': since } }),
  });
  if (answer.status === 304) return { kind: 'unchanged' };
  return { kind: 'changed', describe: answer.body, lastModified: answer.headers['last-modified'] ?? null };
}

export async function describeObject(calls: OrgCalls, objectType: string): Promise<ObjectDescribe> {
  const answer = await describeIfChanged(calls, objectType, null);
  if (answer.kind === 'unchanged') throw new Error('Salesforce answered 304 to an unconditional describe.');
  return answer.describe;
}

export function describeGlobal(calls: OrgCalls): Promise<GlobalDescribe> {
  return calls.json({ kind: 'describe', attempted: 'describe the org', method: 'GET', path: '/sobjects' });
}
