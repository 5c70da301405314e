import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findEventDefinition } from '@ce/contracts';
import { checkCompatibility, type Problem } from '../compatibility/check-compatibility.js';
import type { EventContract } from '../compatibility/event-contract.js';
import { eventContractOf, currentContracts } from '../compatibility/event-contract-of.js';

/** One file per event type: the contract as it was last released. */
export const RELEASED_DIR = fileURLToPath(new URL('../../../../libs/contracts/released/', import.meta.url));

export function readReleased(): EventContract[] {
  return readdirSync(RELEASED_DIR)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(`${RELEASED_DIR}${file}`, 'utf8')) as EventContract);
}

/** What keeps the contracts of this tree from taking the place of the released ones. */
export function findProblems(released: readonly EventContract[]): Problem[] {
  const current = new Map(currentContracts().map((contract) => [contract.type, contract]));
  return released.flatMap((contract) => {
    const definition = findEventDefinition(contract.type);
    const now = current.get(contract.type);
    if (definition === undefined || now === undefined) return checkCompatibility(contract, undefined);
    return checkCompatibility(contract, eventContractOf(definition, now.direction, contract.example.data));
  });
}

export function inWords(problems: readonly Problem[]): string {
  return problems.map(({ type, path, breaks, message }) => `${type} ${path}: ${message} (breaks ${breaks})`).join('\n');
}
