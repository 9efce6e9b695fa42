import { headerRules } from './headers.js';
import { operationRules } from './operations.js';
import type { Rule } from './rule.js';
import { sequenceRules } from './sequence.js';

/** Every rule that a request of a client is judged by. */
export const rules: readonly Rule[] = [...operationRules, ...headerRules, ...sequenceRules];
