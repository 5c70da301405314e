import type { Answer } from '../http/route.js';

/** The token endpoint's `format` parameter: json unless the caller asks for another (salesforce-api.md §1.2). */
export function tokenBody(body: Record<string, string>, format: string | null, status: number): Answer {
  switch (format) {
    case 'urlencoded':
      return {
        status,
        text: { contentType: 'application/x-www-form-urlencoded', content: new URLSearchParams(body).toString() },
      };
    case 'xml': {
      const elements = Object.entries(body).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
      const content = `<?xml version="1.0" encoding="UTF-8"?><OAuth>${elements.join('')}</OAuth>`;
      return { status, text: { contentType: 'application/xml', content } };
    }
    default:
      return { status, body };
  }
}

export function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
