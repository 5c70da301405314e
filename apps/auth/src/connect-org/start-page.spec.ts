import { expect, it } from 'vitest';
import { startPage } from './start-page.js';

it('names who asks and where the way leads, escaped', () => {
  const facts = {
    workspaceId: '<i>w</i>',
    subject: 'ann"',
    environment: 'sandbox',
    loginUrl: 'https://test.test',
  } as const;
  const html = startPage(facts, 'https://test.test/authorize?a=1&b="2"');
  expect(html).toContain('<b>ann&quot;</b> of the workspace <b>&lt;i&gt;w&lt;/i&gt;</b> asks to connect a sandbox org');
  expect(html).toContain('<a href="https://test.test/authorize?a=1&amp;b=&quot;2&quot;">Continue to test.test</a>');
});
