import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaignStatus, conversationStatus } from '@ce/contracts';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.js';
import { PROJECT_FOLDER } from './write-source.js';

const files = sourceFiles();
const committed = (path: string) => readFileSync(join(PROJECT_FOLDER, path), 'utf8');
const fieldFile = (object: string, field: string) =>
  committed(`force-app/main/default/objects/${object}/fields/${field}.field-meta.xml`);
const values = (xml: string) => [...xml.matchAll(/<value>\s*<fullName>([^<]*)</g)].map((match) => match[1]);

describe('the committed Salesforce project', () => {
  it.each([...files.keys()])('%s is in step with the definition (npm run salesforce-package -- generate)', (path) => {
    expect(committed(path)).toBe(files.get(path));
  });

  it('holds nothing that the definition does not have', () => {
    const found = readdirSync(join(PROJECT_FOLDER, 'force-app'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT_FOLDER.length));
    expect(found.sort()).toEqual([...files.keys()].filter((path) => path.startsWith('force-app/')).sort());
  });

  it.each(['Lead', 'Contact'])('gives %s every status that this system writes, and no other', (object) => {
    expect(values(fieldFile(object, 'status__c'))).toEqual(conversationStatus.options);
    expect(values(fieldFile(object, 'campaign_status__c'))).toEqual(campaignStatus.options);
    for (const field of ['status__c', 'campaign_status__c'])
      expect(fieldFile(object, field)).toContain('<restricted>true</restricted>');
  });

  it('grants the event id on Task and Event alike, because they share their security', () => {
    const set = committed('force-app/main/default/permissionsets/CE_Integration.permissionset-meta.xml');
    const granted = [...set.matchAll(/<field>([^<]*)</g)].map((match) => match[1] ?? '');
    const of = (object: string) =>
      granted.filter((field) => field.startsWith(`${object}.`)).map((field) => field.split('.')[1]);
    expect(of('Task')).toContain('event_id__c');
    expect(of('Event')).toEqual(of('Task'));
  });
});
