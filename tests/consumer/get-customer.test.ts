import { afterAll, describe, expect, it } from 'vitest';
import { MatchersV3 } from '@pact-foundation/pact';
import {
  BadRequest,
  Forbidden,
  isLargeGovernmentAgency,
  NotFound,
  Unauthorized,
  type Client,
} from '../../src/client/index.js';
import type { Customer } from '../../src/generated/contract.js';
import { customerLike, day, oneOf, refusal, serviceError } from './matchers.js';
import { ConsumerPact, type Expectation, type State } from './pact.js';

const { arrayContaining, atLeastOneLike, integer, string } = MatchersV3;

const pact = new ConsumerPact();
afterAll(() => pact.remove());

const customer = (kind: string, customerId: string): State => ({
  name: 'a customer exists',
  parameters: { customerId, kind },
});
const ordinary = customer('ordinary', '1005998877');

/** Lets the client read the customer of an expectation, and checks the result. */
async function reads(expectation: Expectation, look: (customer: Customer) => void): Promise<void> {
  const { customerId } = expectation.state.parameters;
  await pact.run(expectation, async (client) => look(await client.getCustomer(customerId)));
}

/** Lets the client read the customer of an expectation, and checks the error. */
async function fails(
  expectation: Expectation,
  type: abstract new (...facts: never[]) => Error,
  properties: object,
): Promise<void> {
  await pact.run(expectation, async (client: Client) => {
    const error: unknown = await client.getCustomer(expectation.state.parameters.customerId).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject(properties);
  });
}

describe('the client reads', () => {
  it('an ordinary customer', () =>
    reads(
      {
        state: ordinary,
        description: 'a request for an ordinary customer',
        status: 200,
        body: customerLike('1005998877'),
      },
      (it) => {
        expect(it).toMatchObject({ customerId: '1005998877', companyProfile: { contacts: [{ firstName: 'Ines' }] } });
        expect(isLargeGovernmentAgency(it)).toBe(false);
      },
    ));

  it('a Large Government Agency in its group', () =>
    reads(
      {
        state: customer('large-government-agency', '1005200001'),
        description: 'a request for a Large Government Agency in a group',
        status: 200,
        body: customerLike('1005200001', {
          companyProfile: { marketSegment: oneOf('GOV'), address: { country: oneOf('US', 'CA') } },
          benefits: arrayContaining({ type: 'LARGE_GOVERNMENT_AGENCY' }),
          linkedMembership: {
            id: string('51007731'),
            name: string('Public Records'),
            type: oneOf('STANDARD', 'CONSORTIUM'),
            linkedMembershipType: oneOf('OWNER', 'MEMBER'),
            country: oneOf('US', 'CA'),
            benefitTypes: arrayContaining(oneOf('LARGE_GOVERNMENT_AGENCY')),
          },
        }),
      },
      (it) => {
        expect(isLargeGovernmentAgency(it)).toBe(true);
        expect(it.linkedMembership?.benefitTypes).toEqual(['LARGE_GOVERNMENT_AGENCY']);
      },
    ));

  it('a customer with a three-year commit, and nulls for the requests', () =>
    reads(
      {
        state: customer('three-year-commit', '1005100003'),
        description: 'a request for a customer with a running three-year commit',
        status: 200,
        body: customerLike('1005100003', {
          benefits: [
            {
              type: oneOf('THREE_YEAR_COMMIT'),
              commitment: {
                startDate: day('2026-01-10'),
                endDate: day('2029-01-09'),
                status: oneOf('COMMITTED', 'ACTIVE', 'ACCEPTED', 'NONCOMPLIANT'),
                minimumQuantities: atLeastOneLike({
                  offerType: oneOf('LICENSE', 'CONSUMABLES'),
                  quantity: integer(60),
                }),
              },
              commitmentRequest: null,
              recommitmentRequest: null,
            },
          ],
        }),
      },
      (it) => {
        expect(it.benefits?.[0]?.commitment?.minimumQuantities?.[0]?.quantity).toBe(60);
        expect(it.benefits?.[0]?.commitmentRequest).toBeNull();
      },
    ));

  it('a sparse customer, without address, discounts and the date of its group', () =>
    reads(
      {
        state: customer('sparse', '1005100007'),
        description: 'a request for a customer without optional fields',
        status: 200,
        body: customerLike('1005100007', {
          linkedMembership: {
            id: string('51008800'),
            name: string('Mill Group'),
            type: oneOf('CONSORTIUM', 'STANDARD'),
            linkedMembershipType: oneOf('MEMBER', 'OWNER'),
          },
        }),
      },
      (it) => {
        expect(it.companyProfile.address).toBeUndefined();
        expect(it.discounts).toBeUndefined();
        expect(it.linkedMembership?.creationDate).toBeUndefined();
      },
    ));
});

describe('the client reports', () => {
  it('a request without correlation id (400)', () =>
    fails(
      {
        state: ordinary,
        description: 'a request without a correlation id',
        headers: { 'X-Correlation-Id': null },
        status: 400,
        body: serviceError('4119', 'The correlation id is missing'),
      },
      BadRequest,
      { status: 400, code: '4119' },
    ));

  it('an invalid token (401)', () =>
    fails(
      {
        state: ordinary,
        description: 'a request with an invalid token',
        headers: { Authorization: 'Bearer invalid-access-token' },
        status: 401,
        body: refusal('The token is invalid'),
      },
      Unauthorized,
      { status: 401 },
    ));

  it('an invalid API key (403)', () =>
    fails(
      {
        state: ordinary,
        description: 'a request with an invalid API key',
        headers: { 'X-Api-Key': 'invalid-api-key' },
        status: 403,
        body: refusal('The API key is invalid'),
      },
      Forbidden,
      { status: 403 },
    ));

  it('a missing token (403; the page lets a provider answer 401)', () =>
    fails(
      {
        state: ordinary,
        description: 'a request without a token',
        headers: { Authorization: null },
        status: [403, 401],
        body: refusal('The token is missing'),
      },
      Forbidden,
      { status: 403 },
    ));

  it('an unknown customer (404)', () =>
    fails(
      {
        state: { name: 'no customer exists', parameters: { customerId: '0000000000' } },
        description: 'a request for a customer that does not exist',
        status: 404,
        body: serviceError('1116', 'There is no such customer'),
      },
      NotFound,
      { status: 404, code: '1116' },
    ));
});

describe('an expectation', () => {
  it('is not met by a client that sends a malformed header', async () => {
    const aside = new ConsumerPact();
    const expectation = { state: ordinary, description: 'aside', status: 200, body: customerLike('1005998877') };
    const test = (client: Client): Promise<unknown> => client.getCustomer('1005998877', { correlationId: 'no-uuid' });
    await expect(aside.run(expectation, test)).rejects.toThrow();
    aside.remove();
  });
});

describe('the pact', () => {
  it('in contracts/pacts is what these tests write (vitest -u renews it)', async () => {
    await expect(pact.text()).toMatchFileSnapshot('../../contracts/pacts/vipmp-client-vipmp-marketplace.json');
  });
});
