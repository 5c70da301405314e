import type { Response } from 'express';

/** @param body of markup; what an org or an address says goes through `escaped` before */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>
    body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}
    </style></head><body><h1>${title}</h1>${body}</body></html>`;
}

/**
 * No frame, script or cache gets at it, and no address of ours goes to where it leads. Where forms may lead is left open:
 * browsers hold each redirect against it, and Salesforce's go over hosts that nobody knows before.
 */
export function sendPage(response: Response, status: number, html: string): void {
  response
    .status(status)
    .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
    .set('cache-control', 'no-store')
    .set('referrer-policy', 'no-referrer')
    .type('html')
    .send(html);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything that an org or an address can say goes through here. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
