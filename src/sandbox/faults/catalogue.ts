import { answerFaults } from './answers.js';
import { behaviourFaults } from './behaviour.js';
import { agencyFaults, bodyFaults } from './bodies.js';
import type { Fault } from './fault.js';

/** Every deliberate fault. */
export const faults: readonly Fault[] = [...answerFaults, ...behaviourFaults, ...bodyFaults, ...agencyFaults];
