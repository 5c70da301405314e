import { readFileSync } from 'node:fs';

/** A recorded body of Salesforce, by folder and file. */
export function readExample<T = Record<string, unknown>>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
}
