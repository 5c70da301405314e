import { afterEach, describe, expect, it } from 'vitest';
import { connectToOrg, type RecordToWrite, type SalesforceOrg } from '../src/index.js';
import { type Answer, hangUp, json, type ScriptedServer, startScriptedServer } from './scripted-server.js';

interface Part {
  method: string;
  url: string;
  referenceId: string;
  httpHeaders?: Record<string, string>;
  body: { allOrNone: boolean; records: Record<string, unknown>[] };
}
type PartAnswer = [status: number, body: unknown];

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

const partsOf = (request: { body: string }) =>
  (JSON.parse(request.body) as { compositeRequest: Part[] }).compositeRequest;

/** Answers each part of a composite call in the shape of the recorded examples. */
function composite(answerPart: (part: Part) => PartAnswer): Answer {
  return (request, response) => {
    const compositeResponse = partsOf(request).map((part) => {
      const [httpStatusCode, body] = answerPart(part);
      return { body, httpHeaders: {}, httpStatusCode, referenceId: part.referenceId };
    });
    json(200, { compositeResponse })(request, response);
  };
}

async function orgAnswering(...answers: Answer[]): Promise<SalesforceOrg> {
  server = await startScriptedServer(...answers);
  return connectToOrg({ accessToken: 't', instanceUrl: server.url, apiVersion: '62.0' }, { timeoutMs: 5_000 });
}

const saved = (id: unknown) => ({ id, success: true, errors: [] });
const refused = (statusCode: string, message = 'x', fields: string[] = []) => ({
  success: false,
  errors: [{ statusCode, message, fields }],
});
const lead = (index: number, fields: RecordToWrite['fields'] = {}): RecordToWrite => ({
  type: 'Lead',
  id: `00Q${String(index).padStart(15, '0')}`,
  fields: { Index__c: index, ...fields },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => lead(index));

describe('writing records', () => {
  it('sends 1,000 in one call and gives each its own result, in order', async () => {
    const org = await orgAnswering(
      composite((part) => [
        200,
        part.body.records.map((record) =>
          Number(record['Index__c']) % 7 === 0 ? refused('CANNOT_UPDATE_CONVERTED_LEAD') : saved(record['id']),
        ),
      ]),
    );
    const results = await org.updateRecords(many(1_000));
    expect(org.callsMade).toBe(1);
    expect(results).toHaveLength(1_000);
    for (const [index, result] of results.entries()) {
      if (index % 7 === 0)
        expect(result).toMatchObject({ kind: 'refused', error: { errorClass: 'gone', ambiguous: false } });
      else expect(result).toEqual({ kind: 'saved', id: lead(index).id, created: false });
    }
    const parts = partsOf(server?.seen[0] ?? { body: '' });
    expect(parts.map((part) => [part.method, part.url, part.body.records.length, part.body.allOrNone])).toEqual(
      Array.from({ length: 5 }, () => ['PATCH', '/services/data/v62.0/composite/sobjects', 200, false]),
    );
  });

  it('keeps assignment and duplicate rules out in every part, because parts do not inherit these headers', async () => {
    const org = await orgAnswering(
      composite((part) => [200, part.body.records.map(() => saved('00T000000000001AAA'))]),
    );
    expect(await org.createRecords([{ type: 'Task', fields: { Subject: 'x' } }])).toEqual([
      { kind: 'saved', id: '00T000000000001AAA', created: true },
    ]);
    const [part] = partsOf(server?.seen[0] ?? { body: '' });
    expect(part?.httpHeaders).toMatchObject({
      'Sforce-Auto-Assign': 'FALSE',
      'Sforce-Duplicate-Rule-Header': expect.stringContaining('allowSave=true') as string,
      'Sforce-Mru': 'updateMru=false',
    });
    expect(part?.body.records).toEqual([{ attributes: { type: 'Task' }, Subject: 'x' }]);
  });

  it('tells created from updated on an upsert', async () => {
    const org = await orgAnswering(
      composite((part) => [200, part.body.records.map((_, index) => ({ ...saved('00T1'), created: index === 0 }))]),
    );
    const task = (key: string) => ({ type: 'Task', fields: { Event__c: key } });
    expect(await org.upsertRecords('Task', 'Event__c', [task('a'), task('b')])).toMatchObject([
      { created: true },
      { created: false },
    ]);
    expect(partsOf(server?.seen[0] ?? { body: '' })[0]).toMatchObject({
      method: 'PATCH',
      url: '/services/data/v62.0/composite/sobjects/Task/Event__c',
    });
  });

  it('sends the neighbours of an unknown field again, and only them', async () => {
    const org = await orgAnswering(
      composite((part) =>
        part.body.records.some((record) => 'Gone__c' in record)
          ? [400, [{ errorCode: 'INVALID_FIELD', message: "No such column 'Gone__c' on sobject of type Lead" }]]
          : [200, part.body.records.map((record) => saved(record['id']))],
      ),
    );
    const records = [...many(199), lead(500, { Gone__c: 'x' })];
    const results = await org.updateRecords(records);
    expect(results.filter((result) => result.kind === 'saved')).toHaveLength(199);
    expect(results[199]).toMatchObject({ kind: 'refused', error: { code: 'INVALID_FIELD', fields: ['Lead.Gone__c'] } });
    expect(org.callsMade).toBe(2);
  });

  it('finds the one unreadable record among 200', async () => {
    const org = await orgAnswering(
      composite((part) =>
        part.body.records.some((record) => record['Index__c'] === 123)
          ? [400, [{ errorCode: 'JSON_PARSER_ERROR', message: 'Cannot deserialize' }]]
          : [200, part.body.records.map((record) => saved(record['id']))],
      ),
    );
    const results = await org.updateRecords(many(200));
    expect(results.flatMap((result, index) => (result.kind === 'refused' ? [index] : []))).toEqual([123]);
    expect(org.callsMade).toBeLessThanOrEqual(6);
  });

  it('does not search where the whole object is refused', async () => {
    const org = await orgAnswering(
      composite(() => [400, [{ errorCode: 'INVALID_TYPE', message: "sObject type 'Lead' is not supported." }]]),
    );
    const results = await org.updateRecords(many(1_000));
    expect(results.every((result) => result.kind === 'refused' && result.error.code === 'INVALID_TYPE')).toBe(true);
    expect(org.callsMade).toBe(1);
  });

  it('keeps what was saved when the second look is not answered', async () => {
    const org = await orgAnswering(
      composite((part) =>
        part.body.records.some((record) => 'Gone__c' in record)
          ? [400, [{ errorCode: 'INVALID_FIELD', message: "No such column 'Gone__c' on sobject of type Lead" }]]
          : [200, part.body.records.map((record) => saved(record['id']))],
      ),
      hangUp,
    );
    const records = [lead(0, { Gone__c: 'x' }), ...many(300).slice(1)];
    const results = await org.updateRecords(records);
    expect(results.filter((result) => result.kind === 'saved')).toHaveLength(100);
    expect(results[0]).toMatchObject({ kind: 'refused', error: { code: 'INVALID_FIELD', ambiguous: false } });
    expect(results[1]).toMatchObject({ kind: 'refused', error: { code: 'NO_ANSWER', ambiguous: true } });
  });

  it('marks records of a part that Salesforce failed on as doubtful', async () => {
    const org = await orgAnswering(
      composite((part) =>
        part.referenceId === 'part0'
          ? [500, [{ errorCode: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred.' }]]
          : [200, part.body.records.map((record) => saved(`00Q${String(record['Index__c'])}`))],
      ),
    );
    const results = await org.createRecords(many(400));
    expect(results[0]).toMatchObject({ kind: 'refused', error: { errorClass: 'transient', ambiguous: true } });
    expect(results[399]).toMatchObject({ kind: 'saved' });
  });
});
