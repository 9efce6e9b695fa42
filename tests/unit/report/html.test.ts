import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/report/coverage.js';
import { driftOf } from '../../../src/report/drift.js';
import { historyEntry, type History } from '../../../src/report/history.js';
import { reportHtml } from '../../../src/report/html/report.js';
import type { Results } from '../../../src/report/results.js';
import { hostileResults, HOSTILE_TEXTS } from './hostile-texts.js';
import { failingResults, inconclusiveResults, sampleResults } from './sample-results.js';

function htmlOf(results: Results, history: History = { runs: [] }): string {
  return reportHtml(results, { history, coverage: coverageOf(results), drift: driftOf(results) });
}

/** The text of an element with an id, its tags taken out. */
function textOf(html: string, id: string): string {
  const start = html.indexOf(`id="${id}"`);
  const end = html.indexOf('<section', start);
  return html
    .slice(start, end === -1 ? undefined : end)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('reportHtml', () => {
  it('says the verdict, the target, the suite and the contract in the head', () => {
    const head = htmlOf(failingResults()).split('<nav')[0] ?? '';
    for (const text of [
      'It does not conform',
      'sandbox · https://partnersandbox-stage.adobe.io',
      '0.1.0',
      '2026-08-19 14:03 UTC',
    ]) {
      expect(head).toContain(text);
    }
  });

  it('says in the head what broke and who is responsible', () => {
    const head = (htmlOf(failingResults()).split('<nav')[0] ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(head).toContain('What broke');
    expect(head).toContain('A request for an id that no customer has is answered 404.');
    expect(head).toMatch(/provider 4 requirements.*client configuration 1 requirement/);
  });

  it('says in the head why it could not be judged', () => {
    expect(htmlOf(inconclusiveResults()).split('<nav')[0]).toContain('Why it could not be judged');
  });

  it('says in the head that there is nothing to do', () => {
    expect(htmlOf(sampleResults()).split('<nav')[0]).toContain('No violations; no action needed.');
  });

  it('calls a run on the embedded target a self-test, and no other', () => {
    const embedded = sampleResults({}, { target: { name: 'embedded', baseUrl: 'http://127.0.0.1:1' } });
    expect(htmlOf(embedded)).toContain('self-test of suite and sandbox');
    expect(htmlOf(sampleResults())).not.toContain('self-test');
  });

  it('has every requirement under its id exactly once', () => {
    const html = htmlOf(failingResults());
    for (const { id } of failingResults().requirements) expect(html.split(` id="${id}"`)).toHaveLength(2);
  });

  it('links sources to pages of the documentation alone', () => {
    const results = sampleResults();
    const [first] = results.requirements;
    if (first !== undefined) first.url = 'javascript:alert(1)';
    expect(htmlOf(results)).not.toContain('href="javascript:');
    expect(htmlOf(results)).toContain('href="https://developer.adobe.com/vipmp/docs/references/error-handling"');
  });

  it('marks the place of a finding: a value, an absence, a header, a status', () => {
    const html = htmlOf(failingResults());
    for (const text of [
      '"globalSalesEnabled": "false",',
      '"country" is absent',
      'content-type: application/json',
      '500 Internal Server Error',
    ]) {
      expect(html).toContain(`${text.replaceAll('"', '&quot;')}</mark>`);
    }
  });

  it('separates coverage from results', () => {
    const coverage = textOf(htmlOf(failingResults()), 'coverage');
    expect(coverage).toMatch(/\d+ tested/);
    expect(coverage).toContain('VIPMP_LGA_CUSTOMER_ID');
    expect(coverage).toContain('A test would take ten days');
  });

  it('shows drift with the line to add', () => {
    const drift = textOf(htmlOf(failingResults()), 'drift');
    expect(drift).toContain('loyaltyTier');
    expect(drift).toContain('2 times');
    expect(drift).toContain('&quot;loyaltyTier&quot;: { &quot;type&quot;: &quot;string&quot; },');
  });

  it('lists the contradictions in the documentation', () => {
    expect(textOf(htmlOf(sampleResults()), 'contradictions')).toContain('The note on the page calls linkedMembership');
  });

  it('draws the last runs and says what changed', () => {
    const html = htmlOf(failingResults(), { runs: [historyEntry(sampleResults())] });
    expect(html).toMatch(/<svg class="bar" aria-hidden="true">.*<rect class="fail" x="0%" width="\d/);
    const head = (html.split('<nav')[0] ?? '').replace(/<[^>]*>/g, ' ');
    expect(head).toMatch(/Newly violated[\s\S]*status\.unknown-customer[\s\S]*New drift[\s\S]*loyaltyTier/);
  });

  it('does not say that nothing has changed if only the verdict did', () => {
    const previous = historyEntry(sampleResults());
    expect(htmlOf(sampleResults(), { runs: [previous] })).toContain('Nothing has changed.');
    expect(htmlOf(sampleResults(), { runs: [{ ...previous, verdict: 'fail' }] })).not.toContain('Nothing has changed.');
  });

  it('says what became of the history', () => {
    const html = htmlOf(sampleResults(), {
      runs: [],
      note: 'The history of earlier runs was damaged and starts over.',
    });
    expect(textOf(html, 'history')).toContain('was damaged');
  });

  it('allows only its own style and script', () => {
    const html = htmlOf(hostileResults());
    const policy =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
    expect(policy).toContain("default-src 'none'");
    for (const tag of ['style', 'script']) {
      const elements = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(elements).toHaveLength(1);
      const hash = createHash('sha256')
        .update(elements[0]?.[1] ?? '')
        .digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
    expect(html).not.toMatch(/<[^>]* style="/);
    expect(html).not.toMatch(/<[^>]* on[a-z]+=/);
  });

  it('shows hostile text as text', () => {
    const body = htmlOf(hostileResults()).split('<body>')[1] ?? '';
    expect(body.match(/<script/g)).toHaveLength(1);
    expect(body).not.toMatch(/<img|<svg onload/);
    expect(body).not.toMatch(/href="(?!#|https:\/\/developer\.adobe\.com|https:\/\/github\.com\/AdobeDocs\/)/);
    expect(body).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(body).toContain('&lt;script>window.hacked = 1&lt;/script>');
    expect(HOSTILE_TEXTS.length).toBeGreaterThan(0);
  });

  it('stays small if a body is large and findings are many', () => {
    const results = failingResults();
    const [exchange] = results.exchanges;
    const items = Array.from({ length: 20_000 }, (_, index) => ({ offerType: `x${index}` }));
    if (exchange?.response !== undefined) exchange.response.body = { discounts: items };
    const violated = results.requirements.find(({ id }) => id === 'address.country');
    if (violated !== undefined) {
      violated.findings = items.map((_, index) => ({
        message: 'm',
        path: `discounts[${index}].offerType`,
        exchange: 'x1',
      }));
    }
    expect(htmlOf(results).length).toBeLessThan(1_000_000);
  });
});
