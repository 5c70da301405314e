import type { EnrollmentRule } from '@ce/contracts';

/** Names the rule, never the record's own value. */
export function ruleInWords(rule: EnrollmentRule, isRead = true): string {
  if (!isRead) return `${rule.ceField} is asked for but not mapped to a readable field`;
  const values = rule.values.map((value) => `"${value}"`).join(' or ');
  switch (rule.operator) {
    case 'is':
      return `${rule.ceField} must be ${values || 'one of no values at all'}`;
    case 'is-not':
      return `${rule.ceField} must not be ${values}`;
    case 'is-blank':
      return `${rule.ceField} must be blank`;
    case 'is-not-blank':
      return `${rule.ceField} must not be blank`;
    case 'contains':
      return `${rule.ceField} must contain ${values || 'one of no values at all'}`;
    case 'starts-with':
      return `${rule.ceField} must start with ${values || 'one of no values at all'}`;
  }
}
