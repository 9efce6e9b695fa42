import type { Portfolio } from '../../src/portfolio/portfolio.js';
import type { Results } from '../../src/report/results.js';
import { reportOfSweep } from '../../src/sweep/results.js';
import { plantedPopulation } from '../support/planted.js';
import { swept } from '../support/sweeping.js';
import { test as base } from './report-page.js';

/** The report of a sweep with twelve kinds of drift, compared with itself as the baseline but for a field and a value. */
export const test = base.extend<object, { report: { results: Results; portfolio: Portfolio } }>({
  report: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants to see a pattern
    async ({}, use) => {
      const { population, ids } = plantedPopulation(400);
      const { state } = await swept({ ids, sandbox: { population }, concurrency: 8 });
      const { portfolio } = state.sums;
      const fields = portfolio.fields.filter(({ path }) => path !== 'notDocumented');
      const baseline = {
        ...portfolio,
        fields,
        target: state.target,
        startedAt: '2026-11-23T05:17:00.000Z',
        violations: [],
      };
      await use(reportOfSweep(state, { baseline }));
    },
    { scope: 'worker' },
  ],
});
