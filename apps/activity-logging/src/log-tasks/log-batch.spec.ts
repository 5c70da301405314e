import { taskDescribe } from '@ce/field-mapping/testing';
import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import { aConnection } from '@ce/service-testing';
import { describe, expect, it } from 'vitest';
import { anActivity } from '../testing/an-activity.js';
import type { Connections } from '../track-connections/connections.js';
import { logBatch, type LogBatchParts } from './log-batch.js';
import type { MovedRecords } from './moved-records.js';
import type { TaskRules } from './task-rules.js';

const parts: LogBatchParts = {
  connections: {
    find: () => Promise.resolve({ state: aConnection(), generation: '1' }),
  } as unknown as Connections,
  rules: {
    of: () =>
      Promise.resolve({ describe: taskDescribe(), closedStatus: 'Completed', timeZone: 'UTC', eventIdField: null }),
  } as unknown as TaskRules,
  moved: { find: () => Promise.resolve(new Map()), remember: () => Promise.resolve() } as unknown as MovedRecords,
  recorded: () => Promise.resolve(new Set()),
};

/** An org in which nobody can look for Tasks. */
const refusing = (scope: 'org' | 'request') => {
  const error = new SalesforceError({
    errorClass: 'configuration',
    code: 'API_DISABLED_FOR_ORG',
    message: 'The API is switched off.',
    fix: 'Switch it on.',
    fields: [],
    scope,
    throttle: null,
    ambiguous: false,
    attempted: 'follow records',
    status: 403,
  });
  return { org: { queryAll: () => Promise.reject(error) } as unknown as SalesforceOrg, error };
};
const doubtful = [anActivity({ ambiguous: true })];

describe('logBatch', () => {
  it('asks a person where nobody may look for a doubtful Task', async () => {
    const outcomes = await logBatch(parts, refusing('request').org, doubtful);
    expect(outcomes.get('a1')).toMatchObject({ kind: 'park', code: 'cannot-look' });
  });

  it('parks nothing while the whole org is switched off, so that the loop pauses', async () => {
    const { org, error } = refusing('org');
    await expect(logBatch(parts, org, doubtful)).rejects.toBe(error);
  });
});
