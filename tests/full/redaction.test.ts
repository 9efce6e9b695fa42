import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlined, readSchemas, type SchemaNode } from '../../scripts/generate/schemas.js';
import type { Exchange } from '../../src/exchange/exchange.js';
import { Pseudonyms } from '../../src/exchange/pseudonym.js';
import { Redaction } from '../../src/exchange/redaction.js';
import type { Json } from '../../src/sandbox/faults/changes.js';
import { customersOf } from './customers.js';
import { CLIENT_SECRET, hidden } from './hidden-values.js';

const SEED = 20_260_819;

const encodings: Record<string, (value: string) => string> = {
  plain: (value) => value,
  'upper case': (value) => value.toUpperCase(),
  'lower case': (value) => value.toLowerCase(),
  percent: encodeURIComponent,
  form: (value) => encodeURIComponent(value).replaceAll('%20', '+'),
  base64: (value) => Buffer.from(value).toString('base64'),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'basic form': (value) => Buffer.from(`${KEY}:${value}`).toString('base64'),
  'base64 one byte on': (value) => Buffer.from(`x${value}yz`).toString('base64'),
  'base64 two bytes on': (value) => Buffer.from(`xy${value}z`).toString('base64'),
  'JSON in a string': (value) => JSON.stringify({ note: value }),
};

const TOKEN = 'tok-3f9a77c1d2e4b5a6';
const KEY = 'key-0a1b2c3d4e5f';

/** The personal values of a body, one of each kind. */
interface Person {
  companyName: string;
  street: string;
  phone: string;
  email: string;
  firstName: string;
  lastName: string;
}

function bodyWith(person: Person, text: string) {
  return {
    status: '1000',
    externalReferenceId: text,
    loyalty: { note: text, [text]: [[{ deep: text }]] },
    companyProfile: {
      companyName: person.companyName,
      marketSegment: 'COM',
      address: { country: 'NO', region: text, addressLine1: person.street, phoneNumber: person.phone },
      contacts: [{ email: person.email, firstName: person.firstName, lastName: person.lastName }],
    },
    code: text,
    message: `it says ${text}.`,
    additionalDetails: [text, { inner: text }],
  };
}

/** Everything that would be written of an exchange in which a text stood wherever one can stand. */
function written(person: Person, text: string): string {
  const redaction = new Redaction(new Pseudonyms('key'), [TOKEN, KEY, CLIENT_SECRET]);
  const body = bodyWith(person, text);
  redaction.learn(body);
  const base: Exchange = {
    id: 'x1',
    purpose: 'known',
    request: {
      method: 'GET',
      url: `https://api.example.com/v3/customers/1005998877?q=${text}`,
      headers: { authorization: `Bearer ${text}`, 'x-api-key': text, 'x-request-id': text },
    },
    startedAt: 0,
    durationMs: 1,
  };
  const headers = { location: `/next/${text}`, 'www-authenticate': `Bearer realm="${text}"`, 'x-other': text };
  const exchanges = [JSON.stringify(body), text].map((content) =>
    redaction.exchange({ ...base, response: { status: 400, headers, bytes: new Uint8Array(Buffer.from(content)) } }),
  );
  const failure = { kind: 'protocol' as const, message: `failed (${text})` };
  const findings = ['message', 'companyProfile.companyName', 'loyalty', 'companyProfile.contacts'].map((path) =>
    redaction.finding({ message: `no: ${text}`, path, expected: `not ${text}`, actual: text, value: body.loyalty }),
  );
  const shown = redaction.finding({ message: 'no', path: 'additionalDetails', value: [text, { text }] });
  return JSON.stringify([
    ...exchanges,
    redaction.exchange({ ...base, failure }),
    findings,
    shown,
    redaction.text(text),
  ]);
}

/** Whether a value can be read in a text, also after decoding what looks encoded. */
function reveals(text: string, value: string): boolean {
  const percent = (escapes: string) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString();
  const spellings = [text, text.replaceAll('+', ' ')].flatMap((it) => [it, it.replace(/(?:%[0-9a-f]{2})+/gi, percent)]);
  for (const run of text.match(/[\w+/-]{4,}/g) ?? []) {
    for (const offset of [0, 1, 2, 3]) spellings.push(Buffer.from(run.slice(offset), 'base64').toString());
  }
  // However often a text was escaped as JSON, it differs by backslashes alone.
  const bare = (spelling: string) => spelling.replaceAll('\\', '').toLowerCase();
  return spellings.some((spelling) => bare(spelling).includes(bare(value)));
}

const letters = Array.from('abcdeghijklmnoprstuvwyzABCDEFGHKLMNOPRSTUVéøåñ');
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 6, maxLength: 14 });
const marks = fc.constantFrom(' ', ' & ', '-', '. ', "'", '"', '/', '<b>', '+', '\\', ', ');
const person: fc.Arbitrary<Person> = fc.record({
  companyName: fc.tuple(word, marks, word).map((parts) => parts.join('')),
  street: fc.tuple(fc.integer({ min: 1, max: 999 }), word).map(([number, name]) => `${number} ${name} Street`),
  phone: fc
    .string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 7, maxLength: 12 })
    .map((text) => `+${text}`),
  email: fc.emailAddress().filter((text) => text.length > 6),
  firstName: word,
  lastName: fc.tuple(word, marks, word).map((parts) => parts.join('')),
});
const kinds = ['companyName', 'street', 'phone', 'email', 'firstName', 'lastName'] as const;
const planted = fc.record({
  person,
  kind: fc.constantFrom(...kinds),
  encoding: fc.constantFrom(...Object.keys(encodings)),
});

function encoded(encoding: string, value: string): string {
  return (encodings[encoding] ?? String)(value);
}

describe('what is stored of an exchange', () => {
  it('would be caught if it showed a value in any encoding', () => {
    fc.assert(
      fc.property(planted, ({ person: someone, kind, encoding }) => {
        const stored = JSON.stringify({ text: JSON.stringify([encoded(encoding, someone[kind])]) });
        expect(reveals(stored, someone[kind])).toBe(true);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('shows no personal value, whatever its place and encoding', () => {
    fc.assert(
      fc.property(planted, ({ person: someone, kind, encoding }) => {
        const value = someone[kind];
        expect(reveals(written(someone, encoded(encoding, value)), value)).toBe(false);
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it.each(Object.keys(encodings))('shows no token, key or client secret in the encoding %s', (encoding) => {
    fc.assert(
      fc.property(person, fc.constantFrom(TOKEN, KEY, CLIENT_SECRET), (someone, secret) => {
        expect(reveals(written(someone, encoded(encoding, secret)), secret)).toBe(false);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});

/** What is left of a text when the run knows a value as the name of a contact. */
function textOf(value: string, text: string): string {
  const redaction = new Redaction(new Pseudonyms('key'), [CLIENT_SECRET]);
  redaction.learn({ companyProfile: { contacts: [{ firstName: value }] } });
  return redaction.text(text);
}

describe('a text that hides a value in nested encodings is removed', () => {
  it.each(hidden)('%s', (_what, value, text) => {
    expect(textOf(value, text)).toContain('[redacted]');
  });
});

describe('a number is as personal as a string', () => {
  it('a customer id that is a number', () => {
    expect(JSON.stringify(storedBody({ customerId: 1005998877 }))).not.toContain('1005998877');
  });

  it('a telephone number in a documented field that holds a number', () => {
    const contacts = [{ phoneNumber: 4085550142 }];
    const benefits = [{ commitment: { minimumQuantities: [{ quantity: 4085550142 }] } }];
    expect(JSON.stringify(storedBody({ companyProfile: { contacts }, benefits }))).not.toContain('4085550142');
  });
});

describe('what is stored of a customer', () => {
  const schema = inlined(readSchemas(fileURLToPath(new URL('../../schemas', import.meta.url))), 'customer');

  it('has the shape of the customer, and shows each value of a list, each date, number and truth value', () => {
    fc.assert(
      fc.property(customersOf(schema), person, (customer, someone) => {
        const body = { ...(named(schema, customer, someone) as Json), customerId: '1005998877' };
        const stored = storedBody(body);
        expect(shapeOf(stored)).toEqual(shapeOf(body));
        expect(openValues(schema, stored)).toEqual(openValues(schema, body));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  /** Names that are words of the contract as well, and where they hide what is documented. */
  const namesakes: [lastName: string, field: string, value: string][] = [
    ['Gov', 'marketSegment', 'GOV'],
    ['Us', 'country', 'US'],
    ['Get', 'method', 'GET'],
    ['Status', 'status', '1000'],
  ];

  it.each(namesakes)('shows a documented field of a customer whose contact is called %s', (lastName, field, value) => {
    const body = { companyProfile: { contacts: [{ lastName }] }, status: '1000', links: { self: { method: 'GET' } } };
    Object.assign(body.companyProfile, { marketSegment: 'GOV', address: { country: 'US' } });
    expect(JSON.stringify(storedBody(body))).toContain(`"${field}":"${value}"`);
  });

  it.each(['status', '1000'])('shows the status of the customer %s', (customerId) => {
    expect(storedBody({ customerId, status: '1000' })).toHaveProperty('status', '1000');
  });
});

function storedBody(body: Json): unknown {
  const redaction = new Redaction(new Pseudonyms('key'), [TOKEN]);
  redaction.learn(body);
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(body)));
  const request = { method: 'GET', url: 'https://api.example.com/', headers: {} };
  const response = { status: 200, headers: {}, bytes };
  return redaction.exchange({ id: 'x1', purpose: 'known', request, response, startedAt: 0, durationMs: 1 }).response
    ?.body;
}

/** A value with the names and addresses of one person wherever the schema calls a field personal. */
function named(node: SchemaNode, value: unknown, someone: Person): unknown {
  if (node['x-personal'] === true && typeof value === 'string') return `${someone.lastName} ${someone.phone}`;
  if (Array.isArray(value)) return value.map((item) => named(node.items ?? {}, item, someone));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, named(node.properties?.[name] ?? {}, child, someone)]),
  );
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, shapeOf(child)]));
}

/** The values of a customer that are free of anything a person could be called. */
function openValues(node: SchemaNode, value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => openValues(node.items ?? {}, item));
  if (typeof value === 'object' && value !== null) {
    const fields = value as Json;
    return Object.entries(node.properties ?? {}).flatMap(([name, child]) => openValues(child, fields[name]));
  }
  const isListed = 'enum' in node || 'const' in node || node['x-requirement'] === 'customer.status';
  const isDate = String(node['format']).startsWith('date');
  return isListed || isDate || typeof value !== 'string' ? [value] : [];
}
