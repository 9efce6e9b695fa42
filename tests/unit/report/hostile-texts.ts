import type { Results } from '../../../src/report/results.js';
import { sampleExchange, SAMPLE_CUSTOMER, sampleResults } from './sample-results.js';

/** What a provider may put into any text, hoping that a report runs it or misleads by it. */
export const HOSTILE_TEXTS = [
  '<script>window.hacked = 1</script>',
  '</script><img src=x onerror="window.hacked = 2">',
  '</pre></details></style><svg onload="window.hacked = 3">',
  `" onmouseover="window.hacked = 4" x='`,
  'javascript:window.hacked=5',
  '[click](javascript:window.hacked=6)',
  '\u202Eevil\u202C\u2066x\u2069\u200B',
  '\u001B[31mred\u001B[0m\u0007\u0000',
  ']]> <!-- & &lt; &#60;',
  '${window.hacked = 7} {{7*7}} `id` $(id)',
  '| pipe | ``` # heading',
] as const;

/** Results with every hostile text in every place that a provider can write to. */
export function hostileResults(): Results {
  const [script, image, markup, attribute, link] = HOSTILE_TEXTS;
  const findings = HOSTILE_TEXTS.map((text) => ({
    message: `${text} is a field that the contract does not document`,
    path: `companyProfile.${text}`,
    expected: text,
    actual: text,
    exchange: 'x1',
  }));
  const body = {
    ...SAMPLE_CUSTOMER,
    companyProfile: Object.fromEntries(HOSTILE_TEXTS.map((text) => [text, text])),
    tags: [...HOSTILE_TEXTS],
  };
  const exchange = sampleExchange('x1', markup, { body, headers: { accept: link, 'x-request-id': attribute } });
  if (exchange.response !== undefined) exchange.response.headers['server'] = image;
  const failed = sampleExchange('x2', script, { error: image });
  return sampleResults(
    {
      'profile.company-name': { verdict: 'fail', findings },
      'drift.undocumented-fields': { verdict: 'warn', findings },
      'customer.status-listed': {
        verdict: 'warn',
        findings: findings.map((finding) => ({ ...finding, path: 'status' })),
      },
      'status.ok': { verdict: 'inconclusive', reason: HOSTILE_TEXTS.join(' ') },
      'status.lga-customer': { verdict: 'not-applicable', reason: markup },
    },
    {
      target: { name: 'sandbox', baseUrl: `https://example.org/${image}` },
      summary: HOSTILE_TEXTS.join(' '),
      exchanges: [exchange, failed],
    },
  );
}
