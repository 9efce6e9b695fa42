import { describe, expect, it } from 'vitest';
import { conformingVariants } from '../../src/sandbox/faults/catalogue.js';
import { runMutant } from '../support/mutants.js';

describe.concurrent('a conforming provider', () => {
  it.each(conformingVariants.map((variant) => [variant.name, variant] as const))(
    'passes with the variation %s',
    async (_name, variant) => {
      const { run, exitCode } = await runMutant(variant);
      const complaining = run.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
      expect(complaining.map(({ id }) => id).sort()).toEqual([...variant.warns].sort());
      expect(exitCode).toBe(0);
    },
  );
});
