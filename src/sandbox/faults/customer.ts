import { drop, set, type Change } from './changes.js';
import { bodyFaults } from './records.js';
import type { Fault } from './fault.js';

const LONG = 'x'.repeat(36);
const created = (at: unknown): Change => set('creationDate', at);
const self = (field: string, value: unknown): Change => set(`links.self.${field}`, value);

/** Faults in the fields of a customer itself. */
export const customerFaults: readonly Fault[] = bodyFaults('ordinary', {
  'customer.names-customer': {
    'customer-id-of-another': ['customerId names another customer', set('customerId', '9876543211')],
    'customer-id-with-prefix': ['customerId has an unexpected prefix', set('customerId', 'p9876543210')],
  },
  'customer.customer-id': {
    'customer-id-missing': ['customerId is missing', drop('customerId')],
    'customer-id-number': ['customerId is a number', set('customerId', 9876543210)],
    'customer-id-null': ['customerId is null', set('customerId', null)],
    'customer-id-empty': ['customerId is empty', set('customerId', ''), { also: ['customer.names-customer'] }],
  },
  'customer.reseller-id': {
    'reseller-id-missing': ['resellerId is missing', drop('resellerId')],
    'reseller-id-null': ['resellerId is null', set('resellerId', null)],
    'reseller-id-number': ['resellerId is a number', set('resellerId', 5556667778)],
    'reseller-id-underscore': ['resellerId has an underscore', set('resellerId', 'res_5556667778')],
    'reseller-id-short': ['resellerId has three characters', set('resellerId', '555')],
    'reseller-id-long': ['resellerId has 41 characters', set('resellerId', '5'.repeat(41))],
  },
  'customer.distributor-id': {
    'distributor-id-number': ['distributorId is a number', set('distributorId', 1000220011)],
  },
  'customer.external-reference-id': {
    'external-reference-id-long': ['externalReferenceId has 36 characters', set('externalReferenceId', LONG)],
    'external-reference-id-number': ['externalReferenceId is a number', set('externalReferenceId', 342)],
    'external-reference-id-null': ['externalReferenceId is null', set('externalReferenceId', null)],
  },
  'customer.status': {
    'status-missing': ['status is missing', drop('status')],
    'status-number': ['status is a number', set('status', 1000)],
    'status-word': ['status is ACTIVE', set('status', 'ACTIVE'), { also: ['customer.status-listed'] }],
    'status-of-five-digits': ['status has five digits', set('status', '10000'), { also: ['customer.status-listed'] }],
  },
  'customer.status-listed': { 'status-unlisted': ['status is 9999, which no list has', set('status', '9999')] },
  'customer.global-sales-enabled': {
    'global-sales-missing': ['globalSalesEnabled is missing', drop('globalSalesEnabled')],
    'global-sales-string': ['globalSalesEnabled is a string', set('globalSalesEnabled', 'false')],
    'global-sales-null': ['globalSalesEnabled is null', set('globalSalesEnabled', null)],
    'global-sales-zero': ['globalSalesEnabled is 0', set('globalSalesEnabled', 0)],
  },
  'customer.tags': {
    'tags-string': ['tags is a string', set('tags', 'HVD_MIGRATED_CUSTOMER')],
    'tags-null': ['tags is null', set('tags', null)],
    'tag-number': ['a tag is a number', set('tags', [7])],
  },
  'customer.tags-listed': { 'tag-unlisted': ['a tag is not on the list', set('tags', ['NOT_DOCUMENTED'])] },
  'customer.discounts': {
    'discounts-object': ['discounts is an object', set('discounts', { offerType: 'LICENSE', level: '02' })],
    'discounts-null': ['discounts is null', set('discounts', null)],
  },
  'customer.discounts-present': { 'discounts-missing': ['discounts is missing', drop('discounts')] },
  'customer.benefits': {
    'benefits-null': ['benefits is null', set('benefits', null)],
    'benefits-object': ['benefits is an object', set('benefits', { type: 'THREE_YEAR_COMMIT' })],
  },
  'customer.coterm-date': {
    'coterm-date-impossible': ['cotermDate is 2027-02-30', set('cotermDate', '2027-02-30')],
    'coterm-date-leap': ['cotermDate is 2027-02-29, in a year that has no such day', set('cotermDate', '2027-02-29')],
    'coterm-date-null': ['cotermDate is null', set('cotermDate', null)],
    'coterm-date-time': ['cotermDate has a time', set('cotermDate', '2027-05-02T00:00:00Z')],
    'coterm-date-american': ['cotermDate is 05/02/2027', set('cotermDate', '05/02/2027')],
    'coterm-date-short': ['cotermDate is 2027-5-2', set('cotermDate', '2027-5-2')],
    'coterm-date-number': ['cotermDate is a number', set('cotermDate', 20270502)],
  },
  'customer.creation-date': {
    'creation-date-missing': ['creationDate is missing', drop('creationDate')],
    'creation-date-without-zone': ['creationDate has no zone', created('2019-05-02T22:49:52')],
    'creation-date-offset': ['creationDate has an offset for Z', created('2019-05-02T22:49:52+02:00')],
    'creation-date-day': ['creationDate is a day', created('2019-05-02')],
    'creation-date-impossible': ['creationDate is on 31 April', created('2019-04-31T22:49:52Z')],
    'creation-date-number': ['creationDate is in milliseconds', created(1556837392000)],
    'creation-date-empty': ['creationDate is empty', created('')],
    'creation-date-space': ['creationDate has a space for T', created('2019-05-02 22:49:52Z')],
  },
  'customer.creation-date-z': {
    'creation-date-zero-offset': ['creationDate has the offset +00:00 for Z', created('2019-05-02T22:49:52.000+00:00')],
  },
  'drift.undocumented-fields': {
    'undocumented-field': ['a field at the top is documented nowhere', set('notDocumented', 'gold')],
    'undocumented-field-inside': [
      'a field of a contact is documented nowhere',
      set('companyProfile.contacts.0.notDocumented', 1),
    ],
    'misspelt-field': ['externalReferenceId is spelt in another way', set('externalReferenceID', '342')],
  },
  'links.object': {
    'links-missing': ['links is missing', drop('links')],
    'links-null': ['links is null', set('links', null)],
    'links-array': ['links is an array', set('links', [])],
    'links-without-self': ['links has no self', drop('links.self')],
    'self-string': ['links.self is a string', set('links.self', '/v3/customers/9876543210')],
  },
  'links.self-uri': {
    'self-uri-of-another': ['links.self.uri is the path of another customer', self('uri', '/v3/customers/1')],
    'self-uri-missing': ['links.self.uri is missing', drop('links.self.uri')],
    'self-uri-number': ['links.self.uri is a number', self('uri', 9876543210)],
    'self-uri-v2': ['links.self.uri has another version', self('uri', '/v2/customers/9876543210')],
    'self-uri-slash': ['links.self.uri ends in a slash', self('uri', '/v3/customers/9876543210/')],
    'self-uri-absolute': [
      'links.self.uri has a host',
      self('uri', 'https://partners.example.com/v3/customers/9876543210'),
    ],
  },
  'links.self-method': {
    'self-method-post': ['links.self.method is POST', self('method', 'POST')],
    'self-method-lower-case': ['links.self.method is get', self('method', 'get')],
    'self-method-missing': ['links.self.method is missing', drop('links.self.method')],
  },
  'links.self-headers': {
    'self-headers-object': ['links.self.headers is an object', self('headers', {})],
    'self-headers-null': ['links.self.headers is null', self('headers', null)],
    'self-headers-missing': ['links.self.headers is missing', drop('links.self.headers')],
  },
});
