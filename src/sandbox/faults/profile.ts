import { append, drop, set, type Change } from './changes.js';
import { bodyFaults } from './records.js';
import type { Fault } from './fault.js';

const long = (length: number): string => 'x'.repeat(length);
const profile = (field: string, value: unknown): Change => set(`companyProfile.${field}`, value);
const address = (field: string, value: unknown): Change => profile(`address.${field}`, value);
const contact = (field: string, value: unknown): Change => profile(`contacts.0.${field}`, value);

const NAME_LENGTH = { also: ['profile.company-name-short'] } as const;
const LANGUAGE = { also: ['profile.preferred-language-region'] } as const;
const COUNTRY = { also: ['address.country-two-letters'] } as const;

/** Faults in the company profile, its address and its contacts. */
export const profileFaults: readonly Fault[] = bodyFaults('ordinary', {
  'profile.object': {
    'profile-missing': ['companyProfile is missing', drop('companyProfile')],
    'profile-null': ['companyProfile is null', set('companyProfile', null)],
    'profile-array': ['companyProfile is an array', set('companyProfile', [])],
  },
  'profile.company-name': {
    'company-name-missing': ['companyName is missing', drop('companyProfile.companyName')],
    'company-name-null': ['companyName is null', profile('companyName', null)],
    'company-name-of-2': ['companyName has two characters', profile('companyName', 'Ox'), NAME_LENGTH],
    'company-name-long': ['companyName has 251 characters', profile('companyName', long(251)), NAME_LENGTH],
  },
  'profile.company-name-short': {
    'company-name-of-3': ['companyName has three characters', profile('companyName', 'Oak')],
    'company-name-of-81': ['companyName has 81 characters', profile('companyName', long(81))],
  },
  'profile.preferred-language': {
    'language-missing': ['preferredLanguage is missing', drop('companyProfile.preferredLanguage')],
    'language-null': ['preferredLanguage is null', profile('preferredLanguage', null)],
    'language-underscore': ['preferredLanguage is en_US', profile('preferredLanguage', 'en_US'), LANGUAGE],
    'language-in-words': ['preferredLanguage is English', profile('preferredLanguage', 'English'), LANGUAGE],
  },
  'profile.preferred-language-region': {
    'language-without-region': ['preferredLanguage is en', profile('preferredLanguage', 'en')],
  },
  'profile.market-segment': {
    'market-segment-unlisted': ['marketSegment is EDUCATION', profile('marketSegment', 'EDUCATION')],
    'market-segment-lower-case': ['marketSegment is edu', profile('marketSegment', 'edu')],
    'market-segment-null': ['marketSegment is null', profile('marketSegment', null)],
  },
  'profile.market-segment-filled': { 'market-segment-empty': ['marketSegment is empty', profile('marketSegment', '')] },
  'profile.market-segments': {
    'market-segments-string': ['marketSegments is a string', profile('marketSegments', 'EDU')],
    'market-segments-of-numbers': ['marketSegments has a number', profile('marketSegments', [1])],
  },
  'profile.market-sub-segments': {
    'sub-segment-unlisted': ['a sub-segment is not on the list', profile('marketSubSegments', ['K12'])],
    'sub-segments-string': ['marketSubSegments is a string', profile('marketSubSegments', 'K_12')],
    'sub-segments-null': ['marketSubSegments is null', profile('marketSubSegments', null)],
  },
  'profile.sub-segment-of-segment': {
    'sub-segment-of-government': ['a school has the sub-segment STATE', profile('marketSubSegments', ['STATE'])],
    'segment-of-government': ['a school is in the segment GOV', profile('marketSegment', 'GOV')],
    'sub-segments-with-com': ['a company has a sub-segment', profile('marketSegment', 'COM')],
  },
  'profile.contacts': {
    'contacts-missing': ['contacts is missing', drop('companyProfile.contacts')],
    'contacts-null': ['contacts is null', profile('contacts', null)],
    'contacts-object': ['contacts is an object', profile('contacts', { email: 'mickey@mouse.com' })],
  },
  'profile.contacts-filled': { 'contacts-empty': ['contacts is empty', profile('contacts', [])] },
  'profile.address-present': { 'address-missing': ['the address is missing', drop('companyProfile.address')] },

  'address.object': {
    'address-null': ['the address is null', profile('address', null)],
    'address-string': ['the address is a string', profile('address', '200 Fairmont Ave, San Jose')],
    'address-array': ['the address is an array', profile('address', [])],
  },
  'address.country': {
    'country-missing': ['country is missing', drop('companyProfile.address.country')],
    'country-empty': ['country is empty', address('country', '')],
    'country-null': ['country is null', address('country', null)],
    'country-unknown': ['country is ZZ, which ISO 3166 does not know', address('country', 'ZZ')],
    'country-lower-case': ['country is us', address('country', 'us')],
    'country-in-words': ['country is United States', address('country', 'United States'), COUNTRY],
  },
  'address.country-two-letters': { 'country-of-three-letters': ['country is USA', address('country', 'USA')] },
  'address.complete': {
    'region-missing': ['region is missing', drop('companyProfile.address.region')],
    'city-missing': ['city is missing', drop('companyProfile.address.city')],
    'address-line-1-missing': ['addressLine1 is missing', drop('companyProfile.address.addressLine1')],
    'postal-code-missing': ['postalCode is missing', drop('companyProfile.address.postalCode')],
  },
  'address.region': {
    'region-long': ['region has 256 characters', address('region', long(256))],
    'region-null': ['region is null', address('region', null)],
  },
  'address.city': {
    'city-long': ['city has 41 characters', address('city', long(41))],
    'city-number': ['city is a number', address('city', 7)],
  },
  'address.line-1': {
    'address-line-1-long': ['addressLine1 has 61 characters', address('addressLine1', long(61))],
    'address-line-1-array': ['addressLine1 is an array', address('addressLine1', ['200 Fairmont Ave'])],
  },
  'address.line-2': {
    'address-line-2-number': ['addressLine2 is a number', address('addressLine2', 123)],
    'address-line-2-long': ['addressLine2 has 61 characters', address('addressLine2', long(61))],
    'address-line-2-null': ['addressLine2 is null', address('addressLine2', null)],
  },
  'address.postal-code': {
    'postal-code-number': ['postalCode is a number', address('postalCode', 95110)],
    'postal-code-long': ['postalCode has 41 characters', address('postalCode', '9'.repeat(41))],
  },
  'address.phone-number': {
    'address-phone-long': ['phoneNumber of the address has 41 characters', address('phoneNumber', '1'.repeat(41))],
    'address-phone-number': ['phoneNumber of the address is a number', address('phoneNumber', 8001234567)],
  },

  'contact.object': {
    'contact-string': ['a contact is a string', append('companyProfile.contacts', 'Minnie')],
    'contact-null': ['a contact is null', append('companyProfile.contacts', null)],
  },
  'contact.email': {
    'email-missing': ['email of a contact is missing', drop('companyProfile.contacts.0.email')],
    'email-null': ['email of a contact is null', contact('email', null)],
    'email-empty': ['email of a contact is empty', contact('email', '')],
    'email-malformed': ['email of a contact has no @', contact('email', 'mickey.mouse.com')],
    'email-blank': ['email of a contact has a blank', contact('email', 'mickey mouse@mouse.com')],
    'email-long': ['email of a contact has 241 characters', contact('email', longAddress(241))],
  },
  'contact.first-name': {
    'first-name-missing': ['firstName of a contact is missing', drop('companyProfile.contacts.0.firstName')],
    'first-name-long': ['firstName of a contact has 36 characters', contact('firstName', long(36))],
    'first-name-null': ['firstName of a contact is null', contact('firstName', null)],
  },
  'contact.last-name': {
    'last-name-missing': ['lastName of a contact is missing', drop('companyProfile.contacts.0.lastName')],
    'last-name-long': ['lastName of a contact has 36 characters', contact('lastName', long(36))],
  },
  'contact.phone-number': {
    'contact-phone-number': ['phoneNumber of a contact is a number', contact('phoneNumber', 4081234567)],
    'contact-phone-long': ['phoneNumber of a contact has 41 characters', contact('phoneNumber', '1'.repeat(41))],
  },
});

/** An email address that is right but for its length. */
function longAddress(length: number): string {
  const domain = `@${`${'d'.repeat(60)}.`.repeat(3)}example.com`;
  return `${'m'.repeat(length - domain.length)}${domain}`;
}
