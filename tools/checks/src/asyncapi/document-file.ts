import { fileURLToPath } from 'node:url';
import { buildDocument } from './build-document.js';
import { formatJson } from './format-json.js';

export const DOCUMENT_FILE = fileURLToPath(new URL('../../../../docs/contracts/asyncapi.json', import.meta.url));

export function documentText(): Promise<string> {
  return formatJson(buildDocument());
}
