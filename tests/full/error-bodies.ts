/** A body of an error, and the requirements that it breaks; `gateway` if it is none of the gateway's. */
export type ErrorRow = [body: unknown, breaks: string[]];

const service = { code: '1116', message: 'no such customer' };
const gateway = { error_code: '401013', message: 'the token is not valid' };

/** What the service's schema says of bodies. */
export const serviceErrors: ErrorRow[] = [
  [service, []],
  [{ ...service, additionalDetails: ['companyProfile'] }, []],
  [{ ...service, code: 1116 }, ['error.body']],
  [{ ...service, message: null }, ['error.body']],
  [{ ...service, message: '' }, ['error.body']],
  [{ ...service, message: ' \n' }, ['error.body']],
  [{ ...service, message: ' no ' }, []],
  [{ message: 'no such customer' }, ['error.body']],
  [{ code: '1116' }, ['error.body']],
  [{ ...service, additionalDetails: 'companyProfile' }, ['error.additional-details']],
  [{ ...service, additionalDetails: [{ field: 'companyProfile' }] }, ['error.additional-details']],
  [[service], ['error.body']],
];

/** What the gateway's schema says of bodies. */
export const gatewayErrors: ErrorRow[] = [
  [gateway, []],
  [{ ...gateway, error_code: 401013, title: 'Unauthorized' }, []],
  [{ ...gateway, error_code: ['401013'] }, ['gateway']],
  [{ ...gateway, message: 7 }, ['gateway']],
  [{ ...gateway, title: 7 }, ['gateway']],
  [{ message: 'the token is not valid' }, ['gateway']],
  [{ error_code: '401013' }, ['gateway']],
  [[gateway], ['gateway']],
];
