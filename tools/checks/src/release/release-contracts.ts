import { mkdirSync, writeFileSync } from 'node:fs';
import { currentContracts } from '../compatibility/event-contract-of.js';
import { formatJson } from '../asyncapi/format-json.js';
import { findProblems, inWords, readReleased, RELEASED_DIR } from './released-contracts.js';

/**
 * `npm run contracts:release`: makes the contracts of this tree the released ones. Refuses incompatible changes, unless
 * `-- --accept-incompatible` says that nobody outside relies on the last release.
 */
mkdirSync(RELEASED_DIR, { recursive: true });
const problems = findProblems(readReleased());
if (problems.length > 0 && !process.argv.includes('--accept-incompatible')) {
  console.error(`Not released. These changes need a new type name, with the next version:\n${inWords(problems)}`);
  process.exitCode = 1;
} else {
  const contracts = currentContracts();
  for (const contract of contracts) {
    writeFileSync(`${RELEASED_DIR}${contract.type}.json`, await formatJson(contract));
  }
  console.log(`${contracts.length} event contracts released in ${RELEASED_DIR}`);
}
