import { afterEach, describe, expect, it } from 'vitest';
import { connectToOrg, SalesforceError } from '../src/index.js';
import { type Answer, hangUp, json, type ScriptedServer, startScriptedServer } from './scripted-server.js';

let server: ScriptedServer;
afterEach(() => server.close());

async function connect(...answers: Answer[]) {
  server = await startScriptedServer(...answers);
  return connectToOrg({ accessToken: 'token', instanceUrl: server.url, apiVersion: '62.0' }, { timeoutMs: 5_000 });
}

const result = { id: '0Af1', status: 'Pending', done: false, success: false, numberComponentsTotal: 0 };

describe('startDeploy', () => {
  it('sends options and zip as two parts, all or nothing', async () => {
    const org = await connect(json(201, { id: '0Af1', deployResult: result }));
    const status = await org.startDeploy(Buffer.from('PK-zip'), { checkOnly: true });
    expect(status).toMatchObject({ id: '0Af1', status: 'Pending', componentFailures: [], errorMessage: null });
    const [sent] = server.seen;
    expect(sent).toMatchObject({ method: 'POST', path: '/services/data/v62.0/metadata/deployRequest' });
    expect(sent?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=\S+$/);
    const [, options, zip] = sent?.body.split(/--ce-[\w-]+/) ?? [];
    expect(options).toContain('name="json"');
    expect(JSON.parse(options?.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      deployOptions: { checkOnly: true, rollbackOnError: true, singlePackage: true },
    });
    expect(zip).toContain('name="file"; filename="package.zip"');
    expect(zip?.split('\r\n\r\n')[1]).toBe('PK-zip\r\n');
  });

  it('says which permission is missing', async () => {
    const message = 'INSUFFICIENT_ACCESS: use of the Metadata API requires a user with the ModifyAllData permission';
    const org = await connect(json(403, [{ errorCode: 'INSUFFICIENT_ACCESS', message }]));
    const refused = org.startDeploy(Buffer.from('zip'), { checkOnly: false });
    await expect(refused).rejects.toMatchObject({
      errorClass: 'configuration',
      ambiguous: false,
      fix: expect.stringContaining('Modify Metadata') as string,
    });
  });

  it('leaves a doubt when no answer came', async () => {
    const org = await connect(hangUp);
    const failure = await org.startDeploy(Buffer.from('zip'), { checkOnly: false }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SalesforceError);
    expect(failure).toMatchObject({ ambiguous: true });
  });
});

describe('readDeploy', () => {
  it('gives failures and successes by component, without the manifest', async () => {
    const failure = { componentType: 'CustomField', fullName: 'Lead.A__c', problem: 'no', problemType: 'Error' };
    const details = {
      componentFailures: [failure],
      componentSuccesses: [
        { componentType: '', fullName: 'package.xml' },
        { componentType: 'CustomField', fullName: 'Lead.B__c', created: true },
      ],
    };
    const org = await connect(json(200, { id: '0Af1', deployResult: { ...result, status: 'Failed', details } }));
    const status = await org.readDeploy('0Af1');
    expect(server.seen[0]?.path).toBe('/services/data/v62.0/metadata/deployRequest/0Af1?includeDetails=true');
    expect(status.componentFailures).toEqual([failure]);
    expect(status.componentSuccesses.map(({ fullName }) => fullName)).toEqual(['Lead.B__c']);
  });
});
