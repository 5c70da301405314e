import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DOCUMENT_FILE, documentText } from './asyncapi/document-file.js';

/** `npm run contracts:generate`: writes docs/contracts/asyncapi.json from the definitions of libs/contracts. */
mkdirSync(dirname(DOCUMENT_FILE), { recursive: true });
writeFileSync(DOCUMENT_FILE, await documentText());
console.log(`written: ${DOCUMENT_FILE}`);
