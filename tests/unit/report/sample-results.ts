import type { StoredExchange } from '../../../src/exchange/exchange.js';
import { catalogue, type RequirementId } from '../../../src/requirements/catalogue.js';
import type { Finding, RequirementVerdict } from '../../../src/requirements/result.js';
import type { ReportedRequirement, Results } from '../../../src/report/results.js';
import { EXIT_CODES, runVerdict } from '../../../src/report/verdict.js';

/** What a check judges; the requirements on clients are the gate's. */
const ofProviders = catalogue.filter(({ check }) => check !== 'gate');

/** What a sample says about one requirement; what it leaves out is as in a run without violations. */
export interface SampleVerdict {
  verdict: RequirementVerdict;
  findings?: Finding[];
  reason?: string;
}

/** A redacted customer, as a report stores it. */
export const SAMPLE_CUSTOMER = {
  externalReferenceId: 'crm-20417',
  customerId: 'customer-3f0a9c1be2d4',
  resellerId: '1000443322',
  status: '1000',
  globalSalesEnabled: false,
  tags: [],
  companyProfile: {
    companyName: '[redacted]',
    preferredLanguage: 'en-US',
    marketSegment: 'GOV',
    marketSubSegments: ['FEDERAL'],
    address: {
      country: 'US',
      region: 'CA',
      city: '[redacted]',
      addressLine1: '[redacted]',
      postalCode: '[redacted]',
    },
    contacts: [{ firstName: '[redacted]', lastName: '[redacted]', email: '[redacted]', phoneNumber: '' }],
  },
  discounts: [{ offerType: 'LICENSE', level: '06' }],
  benefits: [],
  cotermDate: '2027-09-14',
  creationDate: '2023-09-14T08:15:30Z',
  links: { self: { uri: '/v3/customers/customer-3f0a9c1be2d4', method: 'GET', headers: [] } },
};

/** A stored exchange; what is not given is that of a good request for a known customer. */
export function sampleExchange(
  id: string,
  purpose: string,
  given: { status?: number; body?: unknown; headers?: Record<string, string>; error?: string } = {},
): StoredExchange {
  const { status = 200, body = SAMPLE_CUSTOMER, headers = {}, error } = given;
  return {
    id,
    purpose,
    request: {
      method: 'GET',
      url: 'https://partnersandbox-stage.adobe.io/v3/customers/customer-3f0a9c1be2d4',
      headers: {
        'x-request-id': `7e57c0de-0000-4000-8000-${id.slice(1).padStart(12, '0')}`,
        'x-correlation-id': `c0ffee00-0000-4000-8000-${id.slice(1).padStart(12, '0')}`,
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: 'Bearer [redacted]',
        'x-api-key': '[redacted]',
        ...headers,
      },
    },
    ...(error === undefined
      ? { response: { status, headers: { 'content-type': 'application/json', server: 'openresty' }, body } }
      : { error }),
    startedAt: '2026-08-19T14:03:07.412Z',
    durationMs: 184.2,
  };
}

/** The results of a run on the sandbox of Adobe in which everything passes but for what is given. */
export function sampleResults(
  verdicts: Partial<Record<RequirementId, SampleVerdict>> = {},
  changes: Partial<Results> = {},
): Results {
  const requirements = ofProviders.map((entry): ReportedRequirement => {
    const { id, level, title, theme, source, url } = entry;
    const given: SampleVerdict = verdicts[id] ?? {
      verdict: entry.excluded !== undefined ? 'excluded' : theme === 'lga' ? 'not-applicable' : 'pass',
    };
    const reason =
      given.reason ??
      entry.excluded ??
      (given.verdict === 'not-applicable'
        ? 'No Large Government Agency customer is named: set VIPMP_LGA_CUSTOMER_ID.'
        : undefined);
    return {
      id,
      level,
      since: entry.since,
      title,
      theme,
      source,
      ...(url === undefined ? {} : { url }),
      verdict: given.verdict,
      ...(reason === undefined ? {} : { reason }),
      findings: given.findings ?? [],
      exchanges: given.verdict === 'excluded' || given.verdict === 'not-applicable' ? [] : ['x1'],
    };
  });
  const verdict = runVerdict(requirements);
  return {
    suite: { name: 'vipmp-conformance', version: '0.1.0', contract: '2026.08.19' },
    target: { name: 'sandbox', baseUrl: 'https://partnersandbox-stage.adobe.io' },
    run: 'run-1',
    startedAt: '2026-08-19T14:03:07.000Z',
    durationMs: 4210,
    verdict,
    exitCode: EXIT_CODES[verdict],
    summary: 'Every requirement that could be judged is fulfilled.',
    requirements,
    exchanges: [sampleExchange('x1', 'known customer'), sampleExchange('x2', 'known customer, second read')],
    ...changes,
  };
}

/** A run with violations of every kind: statuses, bodies, headers, drift and a wrong configuration. */
export function failingResults(changes: Partial<Results> = {}): Results {
  const body = {
    ...SAMPLE_CUSTOMER,
    status: '1016',
    globalSalesEnabled: 'false',
    loyaltyTier: '[redacted]',
    companyProfile: { ...SAMPLE_CUSTOMER.companyProfile, address: { region: 'CA', postalCode: '[redacted]' } },
  };
  return sampleResults(
    {
      'status.unknown-customer': {
        verdict: 'fail',
        findings: [
          { message: 'unknown customer: answered 500, not 404', expected: '404', actual: '500', exchange: 'x3' },
        ],
      },
      'customer.global-sales-enabled': {
        verdict: 'fail',
        findings: [
          {
            message: 'globalSalesEnabled is not a boolean',
            path: 'globalSalesEnabled',
            expected: 'a boolean',
            actual: 'a string of 5 characters',
            exchange: 'x1',
          },
        ],
      },
      'address.country': {
        verdict: 'fail',
        findings: [
          {
            message: 'companyProfile.address.country is missing',
            path: 'companyProfile.address.country',
            expected: 'present',
            actual: 'absent',
            exchange: 'x1',
          },
        ],
      },
      'media-type.404': {
        verdict: 'fail',
        findings: [
          {
            message: 'unknown customer: the 404 is not application/json',
            path: 'header: content-type',
            expected: 'application/json',
            actual: 'application/xml',
            exchange: 'x3',
          },
        ],
      },
      'lga.declared': {
        verdict: 'fail',
        findings: [
          {
            message: 'the customer of VIPMP_LGA_CUSTOMER_ID lacks the benefit LARGE_GOVERNMENT_AGENCY',
            path: 'benefits',
            expected: 'a benefit of type LARGE_GOVERNMENT_AGENCY',
            actual: '[]',
            exchange: 'x4',
          },
        ],
      },
      'customer.status-listed': {
        verdict: 'warn',
        findings: [
          {
            message: 'status is not one of "1000", "1002", "1004", "1010", "1012", "1014"',
            path: 'status',
            expected: 'one of "1000", "1002", "1004", "1010", "1012", "1014"',
            actual: '"1016"',
            exchange: 'x1',
          },
        ],
      },
      'drift.undocumented-fields': {
        verdict: 'warn',
        findings: ['x1', 'x2'].map((exchange) => ({
          message: 'loyaltyTier is a field that the contract does not document',
          path: 'loyaltyTier',
          expected: 'a documented field',
          actual: 'a string',
          exchange,
        })),
      },
      'address.complete': {
        verdict: 'warn',
        findings: ['city', 'addressLine1'].map((name) => ({
          message: `companyProfile.address.${name} is missing`,
          path: `companyProfile.address.${name}`,
          expected: 'present',
          actual: 'absent',
          exchange: 'x1',
        })),
      },
    },
    {
      summary: '5 requirements are violated.',
      exchanges: [
        sampleExchange('x1', 'known customer', { body }),
        sampleExchange('x2', 'known customer, second read', { body }),
        {
          ...sampleExchange('x3', 'unknown customer', {
            status: 500,
            body: { code: '1124', message: 'Internal error' },
          }),
          variation: { customer: 'unknown' },
        },
        sampleExchange('x4', 'Large Government Agency customer'),
        sampleExchange('x5', 'invalid token', { status: 401, body: { code: '4116', message: 'Invalid token' } }),
      ],
      ...changes,
    },
  );
}

/** A run that could not judge anything but the first requests, because the token was refused. */
export function inconclusiveResults(): Results {
  const reason = 'Your credentials were refused every time (401): check VIPMP_ACCESS_TOKEN.';
  const verdicts = Object.fromEntries(
    ofProviders
      .filter(({ excluded }) => excluded === undefined)
      .map(({ id }) => [id, { verdict: 'inconclusive', reason } satisfies SampleVerdict]),
  );
  return sampleResults(verdicts, {
    summary: reason,
    exchanges: [
      sampleExchange('x1', 'known customer', {
        status: 401,
        body: { error_code: '401013', message: 'Oauth token is not valid' },
      }),
    ],
  });
}
