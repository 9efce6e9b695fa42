/** The spellings that docs/privacy.md promises to recognize. */
import { describe, expect, it } from 'vitest';
import { foldedText, folded } from '../../../src/exchange/mapped-text.js';
import { Pseudonyms } from '../../../src/exchange/pseudonym.js';
import { Redaction } from '../../../src/exchange/redaction.js';

const TOKEN = 'tok-3f9a77c1d2e4b5a6-9921-xyzq';
const SHORT_KEY = 'kq7-zz-12345';
const PERSON = {
  companyName: 'Åsmund & Søn "Fjord" Café',
  addressLine1: '12 Elm\u00a0Street',
  phoneNumber: '+47 (22) 85-50 50',
  email: 'jane.doe@example.org',
  firstName: 'Zoë',
  lastName: 'Großmann',
};

function redactionOf(...firstNames: string[]): Redaction {
  const redaction = new Redaction(new Pseudonyms('key'), [TOKEN, SHORT_KEY]);
  const { companyName, addressLine1, phoneNumber, email, firstName, lastName } = PERSON;
  const contacts = [{ email, firstName, lastName }, ...firstNames.map((name) => ({ firstName: name }))];
  redaction.learn({ companyProfile: { companyName, address: { addressLine1, phoneNumber }, contacts } });
  return redaction;
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const each = (text: string, spell: (code: number) => string) =>
  Array.from(text, (character) => spell(character.codePointAt(0) ?? 0)).join('');

const rows: [spelling: string, text: string, hidden: string][] = [
  ['capital letters', 'ÅSMUND & SØN "FJORD" CAFÉ', 'FJORD'],
  ['two letters for one', 'GROSSMANN', 'GROSS'],
  ['composed letters (NFC)', 'Zoë'.normalize('NFC'), 'Zo'],
  ['decomposed letters (NFD)', 'Åsmund & Søn "Fjord" Café'.normalize('NFD'), 'Fjord'],
  ['full-width letters (NFKC)', each('jane.doe', (code) => String.fromCodePoint(code + 0xfee0)) + '@example.org', 'ｊ'],
  ['other white space', '12\u2003\n Elm\t Street', 'Elm'],
  ['invisible characters', 'Gro\u00adß\u200bmann', 'mann'],
  ['byte order marks and control characters in between', Array.from('Großmann').join('\ufeff\u0001'), 'm'],
  ['white space beside what is invisible', '12 \u200b\ufeff Elm\u2060\nStreet', 'Elm'],
  ['percent-encoding', encodeURIComponent(PERSON.companyName), 'Fjord'],
  ['percent-encoding twice', encodeURIComponent(encodeURIComponent(PERSON.companyName)), 'Fjord'],
  ['a form', '12+Elm+Street', 'Elm'],
  ['JSON', JSON.stringify(PERSON.companyName), 'Fjord'],
  ['escapes of JSON', each('Großmann', (code) => `\\u${code.toString(16).padStart(4, '0')}`), '\\u0047'],
  ['braced escapes', each('Großmann', (code) => `\\u{${code.toString(16)}}`), '\\u{47}'],
  ['\\x escapes', each('jane.doe@example.org', (code) => `\\x${code.toString(16)}`), '\\x6a'],
  ['entities of HTML by name', 'Åsmund &amp; Søn &quot;Fjord&quot; Café', 'Fjord'],
  ['entities of HTML by number', each('Großmann', (code) => `&#${code};`), '&#71;'],
  ['hexadecimal entities', each('Großmann', (code) => `&#x${code.toString(16)};`), '&#x47;'],
  ['decimal entities without a semicolon', each('Großmann', (code) => `&#${code}`), '&#71'],
  ['percent-encoding of UTF-16', each('Großmann', (code) => `%u${code.toString(16).padStart(4, '0')}`), '%u0047'],
  ['escapes of eight digits', each('Großmann', (code) => `\\U${code.toString(16).padStart(8, '0')}`), '0047'],
  ['octal escapes', [...Buffer.from('Großmann')].map((byte) => `\\${byte.toString(8)}`).join(''), '107'],
  ['base64 of UTF-16', Buffer.from('Großmann', 'utf16le').toString('base64'), 'cgBv'],
  ['base64', Buffer.from('Großmann').toString('base64'), 'R3Jv'],
  ['base64 within a text', Buffer.from('x: Großmann, y').toString('base64url'), 'R3Jv'],
  [
    'base64 over several lines',
    Buffer.from(`a long text before it, ${TOKEN}, and after`).toString('base64').replace(/.{12}/g, '$&\r\n'),
    'N2M',
  ],
  ['hexadecimal digits in groups of four', hex('jane.doe@example.org').replace(/..../g, '$& '), hex('do')],
  ['hexadecimal digits with 0x', hex('Großmann').replace(/../g, '0x$&, '), '0x47'],
  ['hexadecimal digits', hex('jane.doe@example.org'), hex('doe')],
  [
    'hexadecimal digits with colons',
    hex('Großmann')
      .replace(/..(?!$)/g, '$&:')
      .toUpperCase(),
    '47:72',
  ],
  ['a number with other separators', '0047 22-85.50.50', '85'],
  ['a number without its codes', '22855050', '2285'],
  ['"at" for the sign', 'jane.doe at example.org', 'doe'],
  ['"at" and "dot" in brackets', 'jane [dot] doe (at) example [dot] org', 'doe'],
  ['"at" in brackets in an unknown address', 'someone [at] example.net', 'someone'],
  ['an unknown email address', 'someone.else@example.net', 'else'],
  ['an unknown email address, percent-encoded', 'someone%40example.net', 'someone'],
  ['an unknown JSON Web Token', 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0', 'eyJ'],
  ['an unknown bearer token', 'Bearer abcdefgh12345678', 'abcdefgh'],
  ['a parameter that is called like a secret', '/login?user=x&password=hunter2', 'hunter2'],
  ['a token', TOKEN, '77c1'],
  ['a token cut short', TOKEN.slice(0, Math.floor(TOKEN.length * 0.75)), '77c1'],
  ['a token with a tail', `${TOKEN}tail`, '77c1'],
  ['the middle of a token', TOKEN.slice(4, 22), '77c1'],
  ['a token in capitals, in base64', Buffer.from(TOKEN.toUpperCase()).toString('base64'), 'VE9L'],
  ['a token in hexadecimal digits', hex(TOKEN), hex('77c1')],
  ['a cut token in hexadecimal digits', hex(TOKEN.slice(0, 20)), hex('77c1')],
  ['a short key cut short', SHORT_KEY.slice(0, 9), 'kq7'],
  ['a short key with a tail', `${SHORT_KEY}0`, 'kq7'],
];

describe('what is known is recognized in', () => {
  it.each(rows)('%s', (_spelling, text, hidden) => {
    const redaction = redactionOf();
    for (const clean of [redaction.text(`xx ${text} xx`), redaction.foreignText(`"${text}"`)]) {
      expect(clean).toContain('[redacted]');
      expect(clean).not.toContain(hidden);
    }
  });

  it.each(['foreignText', 'text'] as const)('its place alone: %s leaves what stands around it', (kind) => {
    expect(redactionOf()[kind]('before Großmann, after')).toBe('before [redacted], after');
    expect(redactionOf()[kind]('call 22855050 now')).toBe('call [redacted] now');
  });
});

describe('the id of a customer that is not known becomes a pseudonym', () => {
  it.each([
    'customer 1005998877 is gone',
    'Customer ID: 1005998877',
    '{"customerId":"1005998877"}',
    'customer_id=1005998877',
    'customer #1005998877',
    '/v3/customers/1005998877/orders',
    '%2Fv3%2Fcustomers%2F1005998877',
    '1005998877 is not a customer',
  ])('%s', (text) => {
    const clean = redactionOf().foreignText(text);
    expect(clean).toMatch(/customer-[0-9a-f]{12}/);
    expect(clean).not.toContain('1005998877');
  });

  it.each(['customer 2024-07-15', '12000 customers', 'customer.status: 1000', 'the customer was read 3 times'])(
    'but not in: %s',
    (text) => {
      expect(redactionOf().text(text)).toBe(text);
    },
  );
});

describe('our own words', () => {
  it.each(['status', 'Error', 'custom', 'The Company', '404', 'request'])(
    'stay if a customer is called %s, and only there',
    (name) => {
      const redaction = redactionOf(name);
      const sentence = 'customer.status: the company of the request has an error, expected 404';
      expect(redaction.text(sentence)).toBe(sentence);
      expect(redaction.foreignText(`it is ${name}!`)).toBe('it is [redacted]!');
    },
  );

  it('do not keep any other name', () => {
    expect(redactionOf('Okafor').text('the customer Okafor has no status')).toBe(
      'the customer [redacted] has no status',
    );
  });
});

describe('folding', () => {
  it.each(['Straße Ωmega ΣΑΣ', 'ﬁn ⅷ Å', '한국어 각', 'a\u0301\u0323b\u200d\u0301', '\ud83d x', 'İıſK'])(
    'gives the same with and without places: %s',
    (text) => {
      expect(folded({ text }).text).toBe(foldedText(text));
    },
  );
});
