import { describe, expect, it } from 'vitest';
import { callbackPage } from './callback-page.js';

describe('callbackPage', () => {
  it('escapes what came from outside', () => {
    const html = callbackPage({ kind: 'refused', detail: '<img src=x onerror=alert(1)>', fix: `"'&` });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('&quot;&#39;&amp;');
  });
});
