import { afterEach, describe, expect, it } from 'vitest';
import { shapeProblems } from '../../src/testing/same-shape.js';
import { readExample } from '../examples/read-example.js';
import { recordedOrg } from './recorded-org.js';
import { runOrg, type RunningOrg } from './running-org.js';

interface Described {
  fields: { name: string }[];
}

let org: RunningOrg;
afterEach(() => org.simulator.stop());

describe('recorded describes', () => {
  it.each([
    ['Lead', 'describe/lead-describe.v42.json'],
    ['Contact', 'describe/contact-describe.v42.json'],
    ['Campaign', 'describe/campaign-describe.v42.json'],
  ])('%s has the recorded fields, flag by flag', async (object, file) => {
    org = await runOrg(recordedOrg);
    const recorded = readExample<Described>(file);
    const reply = await org.ask('GET', `/services/data/v42.0/sobjects/${object}/describe`);
    const described = reply.body as Described;
    expect(reply.status).toBe(200);
    expect(Object.keys(described).sort()).toEqual(Object.keys(recorded).sort());
    expect(shapeProblems({ ...recorded, fields: [], childRelationships: [] }, described)).toEqual([]);
    const byName = new Map(described.fields.map((field) => [field.name, field]));
    for (const field of recorded.fields) expect(byName.get(field.name), field.name).toEqual(field);
    expect(described.fields.map(({ name }) => name).sort()).toEqual(recorded.fields.map(({ name }) => name).sort());
  });

  it('describeGlobal lists the objects', async () => {
    org = await runOrg();
    const recorded = readExample<{ sobjects: { name: string }[] }>('describe/describe-global-fragment.json');
    const reply = await org.ask('GET', '/services/data/v62.0/sobjects');
    expect(shapeProblems(recorded, reply.body)).toEqual([]);
    const { sobjects } = reply.body as { sobjects: { name: string }[] };
    expect(sobjects.find(({ name }) => name === 'Account')).toMatchObject({
      ...recorded.sobjects[0],
      urls: {
        sobject: '/services/data/v62.0/sobjects/Account',
        describe: '/services/data/v62.0/sobjects/Account/describe',
        rowTemplate: '/services/data/v62.0/sobjects/Account/{ID}',
      },
    });
  });
});
