import { expect, it } from 'vitest';
import { startPage } from './start-page.js';

it('names who asks and where the way leads, escaped, and posts to its own address', () => {
  const html = startPage({
    workspaceId: '<i>w</i>',
    subject: 'ann"',
    environment: 'sandbox',
    loginUrl: 'https://test.test',
  });
  expect(html).toContain('<b>ann&quot;</b> of the workspace <b>&lt;i&gt;w&lt;/i&gt;</b> asks to connect a sandbox org');
  expect(html).toContain('<form method="post"><button>Continue to test.test</button></form>');
});
