import { code, noOtherCustomer, ofUnknownCustomer, status } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';

const refusal = { 'error.code-unknown-customer': ofUnknownCustomer(code('1116')) };

test(
  '404: no customer has the id',
  ...expects((api) => api.first('unknown'), { 'status.unknown-customer': ofUnknownCustomer(status(404)), ...refusal }),
);

test(
  '404: a truncated customer id',
  ...expects((api) => api.get({ customer: 'truncated' }), { 'status.truncated-id': noOtherCustomer(), ...refusal }),
);

test(
  '404: a customer id plus extra characters',
  ...expects((api) => api.get({ customer: 'extended' }), { 'status.extended-id': status(404), ...refusal }),
);
