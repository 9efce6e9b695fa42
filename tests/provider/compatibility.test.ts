import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incompatibilities } from '../support/incompatibilities.js';
import { PACT_PATH } from '../../scripts/pact/pact-file.js';
import { pactOf, pactText, type AnyInteraction } from './pact.js';

const openapi = JSON.parse(readFileSync('src/generated/openapi.json', 'utf8')) as object;
const ORDINARY = 'a request for an ordinary customer';

type Changed = [what: string, line: RegExp, complaint: string, change: (interaction: AnyInteraction) => unknown];

const changed: Changed[] = [
  ['a path', /"path": /, 'Path or method not defined', ({ request }) => (request.path = '/v2/customers/1')],
  ['a method', /"path": /, 'Path or method not defined', ({ request }) => (request.method = 'POST')],
  ['an Accept', /"Accept"/, 'must be equal to constant', ({ request }) => (request.headers['Accept'] = ['text/html'])],
  ['a missing header', /"headers"/, "'X-Correlation-Id'", ({ request }) => delete request.headers['X-Correlation-Id']],
  ['a query', /"expand"/, 'Query parameter is not defined', ({ request }) => (request.query = { expand: ['all'] })],
  ['a status', /"status": 418/, 'status code not defined', ({ response }) => (response.status = 418)],
  [
    'a header of the answer',
    /"X-Other"/,
    'header is not defined',
    ({ response }) => (response.headers['X-Other'] = ['']),
  ],
  [
    'a media type',
    /"Content-Type"/,
    'Content-Type header is incompatible',
    ({ response }) => (response.headers['Content-Type'] = ['text/plain']),
  ],
  [
    'a field',
    /"loyaltyPoints"/,
    'must NOT have additional properties - loyaltyPoints',
    ({ response }) => (response.body.content['loyaltyPoints'] = 1),
  ],
  [
    'a type',
    /"globalSalesEnabled": "false"/,
    'must be boolean',
    ({ response }) => (response.body.content['globalSalesEnabled'] = 'false'),
  ],
  [
    'a value that is not on its list',
    /"marketSegment": "ARMY"/,
    'must be equal to one of the allowed values',
    ({ response }) => ((response.body.content['companyProfile'] as { marketSegment?: string }).marketSegment = 'ARMY'),
  ],
];

describe('the OpenAPI description', () => {
  it('allows every interaction of the pact', async () => {
    await expect(incompatibilities(openapi, pactText(), PACT_PATH)).resolves.toEqual([]);
  });

  it.each(changed)(
    'does not allow %s that it does not know, and the line of the pact is named',
    async (_, line, complaint, change) => {
      const text = JSON.stringify(pactOf(ORDINARY, change), null, 2);
      const [found, ...others] = await incompatibilities(openapi, text, 'changed.json');
      expect(others).toEqual([]);
      const [, number] = /^changed\.json:(\d+) a request for an ordinary customer: /.exec(found ?? '') ?? [];
      expect(found).toContain(complaint);
      expect(text.split('\n')[Number(number) - 1]).toMatch(line);
    },
  );
});
