/**
 * Breakages of the three things that must agree: the OpenAPI description, the pact, and the sandbox.
 * Each must turn a comparison red, and the complaint must name the interaction that it broke.
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { incompatibilities } from '../support/incompatibilities.js';
import { PACT_PATH } from '../../scripts/pact/pact-file.js';
import { embeddedProvider } from '../../scripts/pact/provider.js';
import { verifyPact } from '../../scripts/pact/verification.js';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import { drop, set, type Change, type Json } from '../../src/sandbox/faults/changes.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { pactOf, pactText, type AnyInteraction } from '../provider/pact.js';

const ORDINARY = 'a request for an ordinary customer';
const SCHEMAS = 'components.schemas';
const OPERATION = ['paths', '/v3/customers/{customer-id}', 'get'];

/** Changes the operation, whose path has no dots that a change could not cross. */
function inOperation(change: Change): Change {
  return (description) => change(OPERATION.reduce((node, key) => node[key] as Json, description));
}

function requiring(header: string): Change {
  return inOperation((operation) => {
    const parameter = { name: header, in: 'header', required: true, schema: { type: 'string' } };
    operation['parameters'] = [...(operation['parameters'] as Json[]), parameter];
  });
}

const ofDescription: [what: string, names: string, change: Change][] = [
  [
    'the operation is gone',
    ORDINARY,
    (it) => void Reflect.deleteProperty(it['paths'] as Json, '/v3/customers/{customer-id}'),
  ],
  ['200 is gone', ORDINARY, inOperation(drop('responses.200'))],
  ['400 is gone', 'without a correlation id', inOperation(drop('responses.400'))],
  ['401 is gone', 'invalid token', inOperation(drop('responses.401'))],
  ['404 is gone', 'does not exist', inOperation(drop('responses.404'))],
  ['one more header is required', ORDINARY, requiring('X-Tenant-Id')],
  ['customerId is a number', ORDINARY, set(`${SCHEMAS}.Customer.properties.customerId.type`, 'number')],
  ['globalSalesEnabled is a string', ORDINARY, set(`${SCHEMAS}.Customer.properties.globalSalesEnabled.type`, 'string')],
  [
    'GOV is no segment',
    'Large Government Agency',
    set(`${SCHEMAS}.CompanyProfile.properties.marketSegment.enum`, ['COM']),
  ],
  ['a commitment may not be null', 'three-year commit', set(`${SCHEMAS}.Commitment.type`, 'object')],
  ['an error code is a number', 'does not exist', set(`${SCHEMAS}.ErrorResponse.properties.code.type`, 'number')],
];

const ofPact: [what: string, change: (interaction: AnyInteraction) => unknown][] = [
  ['asks another path', ({ request }) => (request.path = '/v2/customers/1')],
  ['asks with another method', ({ request }) => (request.method = 'POST')],
  ['leaves X-Correlation-Id out', ({ request }) => delete request.headers['X-Correlation-Id']],
  ['accepts another type', ({ request }) => (request.headers['Accept'] = ['text/html'])],
  ['expects another status', ({ response }) => (response.status = 418)],
  ['expects an unknown field', ({ response }) => (response.body.content['loyaltyPoints'] = 1)],
  ['expects another type of value', ({ response }) => (response.body.content['status'] = 1000)],
];

const ofSandbox: [fault: string, interaction: string][] = [
  ['customer-id-missing', ORDINARY],
  ['global-sales-string', ORDINARY],
  ['contacts-missing', ORDINARY],
  ['links-missing', ORDINARY],
  ['known-201', ORDINARY],
  ['lga-group-without-country', 'a request for a Large Government Agency in a group'],
  ['unknown-customer-400', 'a request for a customer that does not exist'],
];

describe('a breakage of the OpenAPI description', () => {
  const text = readFileSync('src/generated/openapi.json', 'utf8');

  it('would be noticed: the unchanged description allows the pact', async () => {
    await expect(incompatibilities(JSON.parse(text) as object, pactText(), PACT_PATH)).resolves.toEqual([]);
  });

  it.each(ofDescription)('%s', async (_what, names, change) => {
    const description = JSON.parse(text) as Json;
    change(description);
    const complaints = await incompatibilities(description, pactText(), PACT_PATH);
    expect(complaints.join('\n')).toContain(names);
  });
});

describe('a breakage of the pact', () => {
  const description = JSON.parse(readFileSync('src/generated/openapi.json', 'utf8')) as object;

  it.each(ofPact)('%s', async (_what, change) => {
    const pact = JSON.stringify(pactOf(ORDINARY, change), null, 2);
    const complaints = await incompatibilities(description, pact, 'changed.json');
    expect(complaints.join('\n')).toMatch(new RegExp(`^changed\\.json:\\d+ ${ORDINARY}: `));
  });
});

describe('a breakage of the sandbox', () => {
  const started: Sandbox[] = [];
  afterAll(() => Promise.all(started.map((sandbox) => sandbox.close())));

  it.each(ofSandbox)('%s', async (name, interaction) => {
    const sandbox = await startSandbox({ faults: [faultNamed(name)] });
    started.push(sandbox);
    const [verification] = await verifyPact(pactOf(interaction), embeddedProvider(sandbox, 5000));
    expect(verification).toMatchObject({ interaction, verdict: 'fail' });
  });
});
