import type { Answer, ErrorCode } from '../provider.js';
import type { Fault, Hooks } from './fault.js';
import { faultsOf, when, whenRefused, whenStatus, withPage } from './records.js';

/** Another body for the refusal that has a code. */
const refusing = (code: ErrorCode, body: unknown): Hooks => whenRefused(code, { body });
/** Another code for the refusal that has one. */
const recoding = (code: ErrorCode, other: unknown): Hooks => refusing(code, { code: other, message: 'refused' });
/** Another message for the refusal that has a code. */
const saying = (code: ErrorCode, message: unknown): Hooks => refusing(code, { code, message });
/** The refusal that has a code, in the shape of the gateway. */
const byGateway = (code: ErrorCode, own: string): Hooks => refusing(code, { error_code: own, message: 'no' });
/** The refusal of an unknown customer with such a body. */
const unknown = (body: unknown): Hooks => refusing('1116', body);
/** The refusal of an unknown customer with such details. */
const detailing = (details: unknown): Hooks =>
  refusing('1116', { code: '1116', message: 'refused', additionalDetails: details });

const gatewayBody = ({ status }: Answer): Partial<Answer> => ({
  body: { error_code: `${status}013`, message: 'refused' },
});

/** Faults in the body of errors. */
export const errorFaults: readonly Fault[] = faultsOf({
  'error.body': {
    'error-code-number': ['the code of an unknown customer is a number', recoding('1116', 1116)],
    'error-code-number-400': ['the code of a missing correlation id is a number', recoding('4119', 4119)],
    'error-code-number-401': ['the code of an invalid token is a number', recoding('4116', 4116)],
    'error-without-code': ['an unknown customer is refused without a code', unknown({ message: 'no' })],
    'error-code-null': ['the code of an invalid key is null', recoding('4115', null)],
    'error-without-message': ['an unknown customer is refused without a message', unknown({ code: '1116' })],
    'error-message-empty': ['the message of an unknown customer is empty', saying('1116', '')],
    'error-message-blank': ['the message of a missing token is a space', saying('4117', ' ')],
    'error-keys-misspelt': [
      'code and message of an unknown customer are called errorCode and mesage',
      unknown({ errorCode: '1116', mesage: 'no' }),
    ],
    'error-message-null': ['the message of a missing token is null', saying('4117', null)],
    'error-message-object': ['the message is an object', saying('4119', { en: 'no' })],
    'error-array': [
      'a missing correlation id is refused with an array',
      refusing('4119', [{ code: '4119', message: 'no' }]),
    ],
    'error-nested': ['code and message are inside of an object', unknown({ error: { code: '1116', message: 'no' } })],
    'error-string': ['an unknown customer is refused with a JSON string', unknown('"no such customer"')],
    'error-text': ['an unknown customer is refused with a text', unknown('no such customer')],
    'error-cut': ['the JSON of an invalid token is cut off', refusing('4116', '{"code":"4116","mess')],
    'error-of-gateway-404': ['an unknown customer is refused like by the gateway', byGateway('1116', '404000')],
    'error-of-gateway-400': ['a missing correlation id is refused like by the gateway', byGateway('4119', '400000')],
    'error-of-ims': [
      'an invalid token is refused in the shape of IMS',
      refusing('4116', { error: 'invalid_token', error_description: 'no' }),
    ],
    'error-empty': ['an invalid key is refused with an empty body', refusing('4115', '')],
    'error-page': ['an unknown customer is refused with a page that calls itself JSON', unknown('<h1>404</h1>')],
    'error-html': [
      'a missing token is refused with a page',
      whenRefused('4117', withPage),
      { breaks: ['media-type.403'] },
    ],
  },
  'error.body-of-the-service': {
    'gateway-refusals': [
      '401 and 403 come in the shape of the gateway',
      when(({ status }) => status === 401 || status === 403, gatewayBody),
    ],
    'gateway-401': ['a 401 comes in the shape of the gateway', whenStatus(401, gatewayBody)],
  },
  'error.no-customer': {
    'customer-in-404': [
      'an unknown customer is refused with the fields of another one',
      unknown({ code: '1116', message: 'no', customerId: '9876543211', companyProfile: {} }),
      { breaks: ['drift.undocumented-error-fields'] },
    ],
  },
  'drift.undocumented-error-fields': {
    'error-with-trace': [
      'an unknown customer is refused with an undocumented field',
      unknown({ code: '1116', message: 'no', traceId: 'abc' }),
    ],
    'gateway-error-with-trace': [
      'an invalid token is refused by the gateway with an undocumented field',
      refusing('4116', { error_code: '401013', message: 'no', traceId: 'abc' }),
      { breaks: ['error.body-of-the-service'] },
    ],
  },
  'error.additional-details': {
    'details-object': ['additionalDetails is an object', detailing({ field: 'customerId' })],
    'details-string': ['additionalDetails is a string', detailing('customerId')],
    'details-of-used-request-id': [
      'additionalDetails is a string if a request id was used before',
      refusing('4120', { code: '4120', message: 'used', additionalDetails: 'X-Request-Id' }),
    ],
    'details-null': ['additionalDetails is null', detailing(null)],
    'details-of-objects': ['additionalDetails has objects', detailing([{ field: 'customerId' }])],
  },
  'error.code-correlation-id': {
    'code-of-correlation-id': ['a missing correlation id has the code 1117', recoding('4119', '1117')],
    'code-of-correlation-id-4120': [
      'a missing correlation id has the code of a used request id',
      recoding('4119', '4120'),
    ],
    'code-of-correlation-id-empty': ['a missing correlation id has an empty code', recoding('4119', '')],
  },
  'error.code-invalid-token': {
    'code-of-invalid-token': ['an invalid token has the code 4117', recoding('4116', '4117')],
    'code-of-invalid-token-gateway': ['an invalid token has a code of the gateway', recoding('4116', '401013')],
  },
  'error.code-missing-token': {
    'code-of-missing-token': ['a missing token has the code 4116', recoding('4117', '4116')],
    'code-of-missing-token-4115': ['a missing token has the code of a missing key', recoding('4117', '4115')],
  },
  'error.code-api-key': {
    'code-of-key': ['an invalid key has the code 4116', recoding('4115', '4116')],
    'code-of-key-4121': ['an invalid key has the code of a forbidden action', recoding('4115', '4121')],
  },
  'error.code-unknown-customer': {
    'code-of-unknown-customer': ['an unknown customer has the code 1115', recoding('1116', '1115')],
    'code-of-unknown-customer-404': ['an unknown customer has the code 404', recoding('1116', '404')],
  },
});
