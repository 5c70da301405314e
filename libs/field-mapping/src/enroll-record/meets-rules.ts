import type { EnrollmentRule, MappedValue } from '@ce/contracts';
import { ruleInWords } from './rule-in-words.js';

export type RulesVerdict =
  | { readonly kind: 'met' }
  /** `failing` in the order of the rules; `reason` says all of them in one sentence. */
  | { readonly kind: 'not-met'; readonly failing: readonly EnrollmentRule[]; readonly reason: string };

/** Whether a record's CE fields meet all rules of an enrollment source (spec D2). No rules are met by every record. */
export function meetsRules(
  fields: Readonly<Record<string, MappedValue>>,
  rules: readonly EnrollmentRule[],
): RulesVerdict {
  const failing = rules.filter((rule) => !meets(fields[rule.ceField], rule));
  if (failing.length === 0) return { kind: 'met' };
  const words = failing.map((rule) => ruleInWords(rule, rule.ceField in fields));
  return { kind: 'not-met', failing, reason: `The record does not meet the enrollment rules: ${words.join('; ')}.` };
}

/** A field that is not read (undefined) meets no rule: nobody knows what the record has there. */
function meets(value: MappedValue | undefined, rule: EnrollmentRule): boolean {
  if (value === undefined) return false;
  const text = plain(value === null ? '' : String(value));
  const wanted = rule.values.map(plain);
  switch (rule.operator) {
    case 'is':
      return wanted.includes(text);
    case 'is-not':
      return !wanted.includes(text);
    case 'is-blank':
      return text === '';
    case 'is-not-blank':
      return text !== '';
    case 'contains':
      return wanted.some((part) => part !== '' && text.includes(part));
    case 'starts-with':
      return wanted.some((part) => part !== '' && text.startsWith(part));
  }
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
