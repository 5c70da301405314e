import { salesforceId } from '@ce/contracts';

/** A quoted SOQL text. Source: salesforce-api.md §3.1. */
export function soqlText(text: string): string {
  const escaped = text
    .replace(/[\\']/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/[^\P{Cc}]/gu, '');
  return `'${escaped}'`;
}

export function textList(texts: readonly string[]): string {
  return texts.map(soqlText).join(',');
}

/** Throws a ZodError for anything that is no Salesforce id: ids come from our own tables, checked when they came in. */
export function idList(ids: readonly string[]): string {
  return ids.map((id) => `'${salesforceId.parse(id)}'`).join(',');
}
