import { OPERATION_RULES } from './operation-rules.js';
import type { Rule } from './rule.js';
import { SCHEMA_RULES } from './schema-rules.js';

/** The id of a rule; it never changes its meaning. */
export type RuleId = keyof typeof RULES;

const RULES = { ...OPERATION_RULES, ...SCHEMA_RULES } as const;

/** What a kind of change means, for whom, and why. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}

/** The ids of all rules. */
export function ruleIds(): RuleId[] {
  return Object.keys(RULES) as RuleId[];
}
