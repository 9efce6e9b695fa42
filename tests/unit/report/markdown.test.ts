import { describe, expect, it } from 'vitest';
import { markdownSummary } from '../../../src/report/markdown.js';
import { hostileResults } from './hostile-texts.js';
import type { RequirementId } from '../../../src/requirements/catalogue.js';
import { failingResults, inconclusiveResults, sampleResults } from './sample-results.js';

describe('markdownSummary', () => {
  it('is short for a run that passed', () => {
    // How many requirements there are is for the catalogue to say.
    expect(markdownSummary(sampleResults()).replaceAll(/\*\*\d+\*\*/g, '**N**')).toMatchInlineSnapshot(`
      "## ✓ It conforms

      **LGA not tested: set VIPMP_LGA_CUSTOMER_ID.**

      Every requirement that could be judged is fulfilled.

      Target sandbox (https&#58;//partnersandbox-stage.adobe.io) · 2026-08-19 14:03 UTC · 4.2 s · vipmp-conformance 0.1.0 · contract 2026.08.19

      **N** passed · **N** not applicable · **N** excluded
      "
    `);
  });

  it('has a row for each violated requirement and a line for each warning', () => {
    const summary = markdownSummary(failingResults());
    expect(summary).toContain('Owner: provider (4), client configuration (1).');
    expect(summary).toContain(
      '| status.unknown-customer | A request for an id that no customer has is answered 404. | 404 | 500 | provider |',
    );
    expect(summary).toContain(
      '- drift.undocumented-fields: loyaltyTier is a field that the contract does not document',
    );
  });

  it('says why nothing could be judged', () => {
    expect(markdownSummary(inconclusiveResults())).toContain('check VIPMP\\_ACCESS\\_TOKEN');
  });

  it('says that a run on the embedded target is a self-test', () => {
    const embedded = sampleResults({}, { target: { name: 'embedded', baseUrl: 'http://127.0.0.1:1' } });
    expect(markdownSummary(embedded)).toContain('self-test of suite and sandbox');
  });

  it('never renders provider text as a tag, a link, code, a mention or a cell', () => {
    const summary = markdownSummary(hostileResults());
    expect(summary).not.toMatch(/<[a-z/!]/i);
    expect(summary).not.toMatch(/(?<!\\)\]\(/);
    expect(summary).not.toMatch(/(?<!\\)`/);
    const rows = summary.split('\n').filter((line) => line.startsWith('| '));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  it('stays short if very much is violated', () => {
    const results = failingResults();
    const [first] = results.requirements.filter(({ verdict }) => verdict === 'fail');
    if (first === undefined) throw new Error('the sample has no violation');
    const requirements = Array.from({ length: 500 }, (_, index) => ({
      ...first,
      id: `${first.id}-${index}` as RequirementId,
      findings: [{ message: `fault ${index}` }],
    }));
    expect(markdownSummary({ ...results, requirements })).toContain('… and 450 more causes in the report.');
  });
});
