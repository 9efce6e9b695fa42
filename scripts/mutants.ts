/**
 * Runs the suite on every fault of the sandbox, alone and in pairs, and prints what caught it.
 * Exits 1 if a fault is not caught by the intended requirement, if another one catches it, or if a requirement has no
 * fault.
 *
 *     npm run mutants
 */
import { catalogue } from '../src/requirements/catalogue.js';
import { faultPairs, faults } from '../src/sandbox/faults/catalogue.js';
import type { Fault } from '../src/sandbox/faults/fault.js';
import { runMutant, type MutantResult } from '../tests/support/mutants.js';

const PARALLEL = 8;

const queue: (readonly [Fault, ...Fault[]])[] = [...faults.map((fault) => [fault] as const), ...faultPairs];
const results: MutantResult[] = [];
const next = queue.entries();
await Promise.all(
  Array.from({ length: PARALLEL }, async () => {
    for (const [index, mutant] of next) results[index] = await runMutant(...mutant);
  }),
);

const rows = results.map(({ fault, caught, missed, falseAlarms }) => ({
  fault,
  caught: caught.join(', '),
  wrong: [...missed.map((id) => `missed: ${id}`), ...falseAlarms.map((id) => `false alarm: ${id}`)].join(', '),
}));
const width = Math.max(...rows.map(({ fault }) => fault.length));
for (const { fault, caught, wrong } of rows) {
  console.log(`${wrong === '' ? 'ok ' : 'NO '} ${fault.padEnd(width)}  ${caught}${wrong === '' ? '' : `  (${wrong})`}`);
}

const judged = catalogue.filter(({ check }) => check !== undefined && check !== 'gate');
const withFault = new Set(faults.flatMap((fault) => fault.breaks));
const without = judged.filter(({ id }) => !withFault.has(id));
for (const { id } of without) console.log(`NO  ${id} has no fault`);
const wrong = rows.filter((row) => row.wrong !== '').length;
console.log(
  `\n${faults.length} faults and ${faultPairs.length} pairs on ${judged.length} requirements: ` +
    `${rows.length - wrong} caught by the intended requirement and no other, ${wrong} not; ` +
    `${without.length} requirements without a fault`,
);
process.exitCode = wrong + without.length > 0 ? 1 : 0;
