import type { HonestVariant } from './fault.js';
import { honestAnswers } from './honest-answers.js';
import { honestCustomers } from './honest-customers.js';

/** Ways in which a conforming provider may differ from the seeded one. */
export const honestVariants: readonly HonestVariant[] = [...honestAnswers, ...honestCustomers];
