import { describe, expect, it } from 'vitest';
import { missingRights } from './inspect-report.js';

const visible = (...names: string[]) => ({
  sobjects: names.map((name) => ({
    name,
    label: name,
    keyPrefix: null,
    custom: false,
    queryable: true,
    createable: true,
    updateable: true,
  })),
});

describe('missingRights', () => {
  it('names every object of the report that the user may not read, and what to grant', () => {
    const findings = missingRights(['Campaign', 'CampaignMember', 'Lead', 'User'], visible('Lead', 'Campaign'));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.problem).toContain('CampaignMember');
    expect(findings[0]?.fix).toContain('CampaignMember');
  });

  it('has nothing to say when all can be read', () => {
    expect(missingRights(['Contact', 'Account'], visible('Contact', 'Account'))).toEqual([]);
  });
});
