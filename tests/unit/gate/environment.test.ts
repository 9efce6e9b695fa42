import { describe, expect, it } from 'vitest';
import { clientEnvironment, templateOf, withoutProxy } from '../../../src/gate/environment.js';
import { InvalidInput } from '../../../src/invalid-input.js';

describe('the environment of a client', () => {
  const server = {
    url: 'http://127.0.0.1:1',
    given: { apiKey: 'k', clientSecret: 's', accessToken: 't' },
    ids: { customer: '1', lgaCustomer: '2', unknownCustomer: '3' },
  };

  it('has the documented variables, and templates filled in, which may have their names', () => {
    const templates = [templateOf('A={baseUrl}/x?{customerId}={lgaCustomerId}'), templateOf('VIPMP_API_KEY=own')];
    expect(clientEnvironment(server, 'ok', undefined, templates)).toEqual({
      VIPMP_BASE_URL: 'http://127.0.0.1:1',
      VIPMP_IMS_URL: 'http://127.0.0.1:1',
      VIPMP_API_KEY: 'own',
      VIPMP_CLIENT_SECRET: 's',
      VIPMP_ACCESS_TOKEN: 't',
      VIPMP_CUSTOMER_ID: '1',
      VIPMP_LGA_CUSTOMER_ID: '2',
      VIPMP_UNKNOWN_CUSTOMER_ID: '3',
      VIPMP_SCENARIO: 'ok',
      A: 'http://127.0.0.1:1/x?1=2',
    });
  });

  it.each(['NAME', '=value', '1A=b', 'A={nothing}'])('takes no template %s', (text) => {
    expect(() => templateOf(text)).toThrow(InvalidInput);
  });

  it('keeps proxies out, whatever else they are kept out of', () => {
    expect(withoutProxy({ NO_PROXY: 'example.com' })).toEqual({
      NO_PROXY: 'example.com,127.0.0.1,localhost,::1',
      no_proxy: '127.0.0.1,localhost,::1',
    });
  });
});
