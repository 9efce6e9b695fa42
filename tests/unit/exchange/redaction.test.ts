import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.js';
import { Pseudonyms } from '../../../src/exchange/pseudonym.js';
import { Redaction } from '../../../src/exchange/redaction.js';
import { set } from '../../../src/sandbox/faults/changes.js';
import { customer } from '../../support/customers.js';

const TOKEN = 'tok-3f9a77c1d2e4b5a6';
const KEY = 'key-0a1b2c3d4e5f';

function exchange(body: unknown, headers: Record<string, string> = {}): Exchange {
  return {
    id: 'x1',
    purpose: 'known customer',
    request: {
      method: 'GET',
      url: 'https://api.example.com/v3/customers/1005998877',
      headers: { authorization: `Bearer ${TOKEN}`, 'x-api-key': KEY, accept: 'application/json' },
    },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json', ...headers },
      bytes: new Uint8Array(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))),
    },
    startedAt: 0,
    durationMs: 1,
  };
}

function stored(body: unknown, headers: Record<string, string> = {}) {
  const redaction = new Redaction(new Pseudonyms('key'), [TOKEN, KEY]);
  redaction.learn(customer('education'));
  return redaction.exchange(exchange(body, headers));
}

describe('a stored exchange', () => {
  it('keeps no credentials, and no scheme but Bearer or Basic', () => {
    expect(stored({}).request.headers).toEqual({
      authorization: 'Bearer [redacted]',
      'x-api-key': '[redacted]',
      accept: 'application/json',
    });
  });

  it('names the customer by a pseudonym, in the address, the body and the link alike', () => {
    const { request, response } = stored(customer('education'));
    const body = response?.body as { customerId: string; links: { self: { uri: string } } };
    expect(body.customerId).toMatch(/^customer-[0-9a-f]{12}$/);
    expect(request.url).toBe(`https://api.example.com/v3/customers/${body.customerId}`);
    expect(body.links.self.uri).toBe(`/v3/customers/${body.customerId}`);
  });

  it('shows documented fields that are not personal, and no others', () => {
    const body = stored(
      customer(
        'education',
        set('owner', { name: 'Ines', title: 'Dr Okafor', since: 1999, active: true }),
        set('companyProfile.nickname', 'The Library'),
      ),
    ).response?.body;
    expect(body).toMatchObject({
      status: '1000',
      cotermDate: '2027-09-14',
      owner: { name: '[redacted]', title: '[redacted]', since: '[redacted]', active: true },
      companyProfile: {
        companyName: '[redacted]',
        nickname: '[redacted]',
        marketSegment: 'EDU',
        address: {
          country: 'US',
          city: 'Tacoma',
          addressLine1: '[redacted]',
          addressLine2: '',
          phoneNumber: '[redacted]',
        },
        contacts: [{ firstName: '[redacted]', lastName: '[redacted]', email: '[redacted]', phoneNumber: '' }],
      },
    });
  });

  it('shows nothing of a personal field that has become an object or a number', () => {
    const body = stored({
      companyProfile: { companyName: { first: 'A', code: '1' }, contacts: [{ phoneNumber: 4081234567 }] },
    });
    expect(body.response?.body).toEqual({
      companyProfile: { companyName: '[redacted]', contacts: [{ phoneNumber: '[redacted]' }] },
    });
  });

  it('shows nothing of a body that is not JSON or of unlisted headers', () => {
    const { response } = stored('<h1>Hello Ines</h1>', { 'set-cookie': 'sid=1', server: 'nginx' });
    expect(response?.body).toBe('[not-json: 19 bytes of application/json]');
    expect(response?.headers).toMatchObject({ 'set-cookie': '[redacted]', server: 'nginx' });
  });
});

describe('a text', () => {
  const forms: [name: string, text: string][] = [
    ['plain', TOKEN],
    ['upper case', TOKEN.toUpperCase()],
    ['base64', Buffer.from(TOKEN).toString('base64')],
    ['base64 of the basic form', Buffer.from(`${KEY}:${TOKEN}`).toString('base64')],
    ['base64 at another offset', Buffer.from(`xy${TOKEN}z`).toString('base64')],
    ['a name of a body', 'harbour street library'],
    ['a percent-encoded name', 'Harbour%20Street%20Library'],
    ['a form-encoded name', 'Harbour+Street+Library'],
    ['JSON in a string', JSON.stringify({ email: 'ines.okafor@example.org' })],
    ['an email address that was never seen', 'someone.else@example.net'],
    ['a token that was never seen', 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0'],
  ];

  it.each(forms)('loses %s', (_name, secret) => {
    const { response } = stored({ code: '1116', message: `before ${secret} after` });
    const { message } = response?.body as { message: string };
    expect(message).toContain('[redacted]');
    for (const part of [TOKEN, KEY, 'okafor', 'street', 'someone', 'eyJ', secret]) {
      expect(message.toLowerCase()).not.toContain(part.toLowerCase());
    }
  });

  it('keeps words that merely contain a short name', () => {
    const redaction = new Redaction(new Pseudonyms('key'), []);
    redaction.learn({ companyProfile: { contacts: [{ firstName: 'Al' }] } });
    expect(redaction.text('Al also said: invalid')).toBe('[redacted] also said: invalid');
  });
});

describe('a key that ends like the name of a header', () => {
  it('does not take the name out of our sentences', () => {
    const redaction = new Redaction(new Pseudonyms('key'), ['sandbox-api-key']);
    expect(redaction.finding({ message: 'invalid X-Api-Key: answered 200' }).message).toContain('X-Api-Key');
    expect(redaction.text('the key sandbox-api-key')).not.toContain('api-key');
  });
});

describe('the id of a customer', () => {
  const pseudonyms = new Pseudonyms('key');
  const pseudonym = pseudonyms.of('1005000125');
  const redaction = new Redaction(pseudonyms, []);

  it('is a pseudonym wherever it stands, inside of a word too', () => {
    expect(redaction.text('field x1005000125y')).toBe(`field x${pseudonym}y`);
  });

  it.each(['customer-REALID4711', '{5550001234}', 'customer-%C3%BC1'])(
    'in an address is never taken for a pseudonym: %s',
    (id) => {
      expect(redaction.text(`/v3/customers/${id}`)).toMatch(/^\/v3\/customers\/customer-[0-9a-f]{12}$/);
    },
  );

  it('is made a pseudonym once, and the template of the path stays', () => {
    expect(redaction.text(`/v3/customers/${pseudonym}`)).toBe(`/v3/customers/${pseudonym}`);
    expect(redaction.text('/v3/customers/{customer-id}')).toBe('/v3/customers/{customer-id}');
  });
});

describe('a finding', () => {
  const redaction = new Redaction(new Pseudonyms('key'), [TOKEN]);

  it('shows the value of an open field, but not of a personal or undocumented one', () => {
    const actual = (path: string, value: unknown) => redaction.finding({ message: 'm', path, value }).actual;
    expect(actual('companyProfile.address.country', 'ATL')).toBe('"ATL"');
    expect(actual('companyProfile.address.country', 'Atlantis')).toBe('8 letters');
    expect(actual('companyProfile.contacts[3].email', 'not an address')).toBe('14 characters: letters, spaces');
    expect(actual('secretField', 'x')).toBe('1 letter');
    expect(actual('benefits', [{ type: 'NEW', note: 'Ines' }])).toBe('an array of 1');
  });

  it('shows no value of several words that has strayed into a field with a list, but the message of an error', () => {
    const actual = (path: string, value: unknown) => redaction.finding({ message: 'm', path, value }).actual;
    expect(actual('companyProfile.marketSegment', 'Ines Okafor')).toBe('11 characters: letters, spaces');
    expect(actual('tags', ['Ines Okafor', 'SOMETHING_NEW'])).toBe('[11 characters: letters, spaces, "SOMETHING_NEW"]');
    expect(actual('status', '1016')).toBe('"1016"');
    const { response } = stored({ code: '1116', message: 'There is no such customer' });
    expect(response?.body).toEqual({ code: '1116', message: 'There is no such customer' });
  });

  it('cuts what is long', () => {
    const { actual } = redaction.finding({ message: 'm', path: 'status', value: 'x'.repeat(5000) });
    expect(actual?.length).toBeLessThan(220);
  });
});

describe('pseudonyms', () => {
  it('are the same for the same id and key, and others for another key', () => {
    expect(new Pseudonyms('a').of('1')).toBe(new Pseudonyms('a').of('1'));
    expect(new Pseudonyms('a').of('1')).not.toBe(new Pseudonyms('b').of('1'));
  });
});

describe('what a provider overdoes', () => {
  it('in the length of a value is taken out like any other', () => {
    const name = 'Long Company '.repeat(2000);
    const redaction = new Redaction(new Pseudonyms('key'), ['t'.repeat(9000)]);
    redaction.learn({ companyProfile: { companyName: name } });
    expect(redaction.text(`it is ${name.slice(0, 3000)}`.slice(0, 20))).toBe('it is Long Company L');
    expect(redaction.text(`Bearer ${'t'.repeat(9000)}`)).not.toContain('ttt');
  });

  it('in the number of values costs next to nothing', () => {
    const redaction = new Redaction(new Pseudonyms('key'), []);
    const contacts = Array.from({ length: 5000 }, (_, index) => ({
      firstName: `First${index}`,
      lastName: `Last${index}`,
      email: `first${index}@example.org`,
      phoneNumber: `555-${String(index).padStart(6, '0')}`,
    }));
    redaction.learn({ companyProfile: { contacts } });
    for (let index = 0; index < 1000; index += 1) redaction.text(`request ${index} of a customer in San Jose`);
    expect(redaction.text('for Last4999, First17')).toBe('for [redacted], [redacted]');
  });

  it('in depth is taken out unseen', () => {
    const nested = JSON.parse(`${'{"a":'.repeat(900)}"Ines"${'}'.repeat(900)}`) as unknown;
    const { response } = stored({ customerId: '1005998877', extra: nested });
    expect(JSON.stringify(response?.body)).not.toContain('Ines');
    expect(stored('['.repeat(100_000)).response?.body).toMatch(/^\[too-deep: 100000 bytes/);
  });

  it('with half a surrogate pair is taken out too', () => {
    const redaction = new Redaction(new Pseudonyms('key'), []);
    redaction.learn({ companyProfile: { companyName: 'Harbour \ud83d' } });
    expect(redaction.text('Harbour \ud83d')).toBe('[redacted]');
  });
});
