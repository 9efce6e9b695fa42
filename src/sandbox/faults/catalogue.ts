import type { Fault, HonestVariant } from './fault.js';

/** Every deliberate fault. */
export const faults: readonly Fault[] = [];
export const honestVariants: readonly HonestVariant[] = [];
