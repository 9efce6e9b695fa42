import type { ConformingVariant } from './fault.js';
import { conformingAnswers } from './conforming-answers.js';
import { conformingCustomers } from './conforming-customers.js';

/** Ways in which a conforming provider may differ from the seeded one. */
export const conformingVariants: readonly ConformingVariant[] = [...conformingAnswers, ...conformingCustomers];
