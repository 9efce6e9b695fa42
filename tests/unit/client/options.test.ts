import { describe, expect, it } from 'vitest';
import { createClient, type ClientOptions } from '../../../src/client/index.js';
import { FakeService, found, ID } from './fake-service.js';

const good = { baseUrl: 'https://api.test', apiKey: 'key', accessToken: 'token' };
const create = (options: object) => () => createClient({ ...good, ...options });

describe('options', () => {
  it.each([
    ['no URL', { baseUrl: 'api.test' }, 'baseUrl is not a URL'],
    ['no base URL', { baseUrl: undefined }, 'baseUrl is not a URL'],
    ['plain http', { baseUrl: 'http://api.test' }, 'baseUrl must start with https://'],
    ['http to a host that looks like loopback', { baseUrl: 'http://127.0.0.1.api.test' }, 'must start with https://'],
    ['a query', { baseUrl: 'https://api.test?x=1' }, 'not have a query or fragment'],
    ['another scheme', { baseUrl: 'ftp://localhost' }, 'must start with https://'],
    ['no key', { apiKey: undefined }, 'apiKey is empty'],
    ['neither token nor secret', { accessToken: undefined }, 'either accessToken or clientSecret'],
    ['token and secret', { clientSecret: 's' }, 'either accessToken or clientSecret'],
    ['a secret without a known IMS', { accessToken: undefined, clientSecret: 's' }, 'imsUrl is needed'],
    [
      'plain http to IMS',
      { accessToken: undefined, clientSecret: 's', imsUrl: 'http://ims.test' },
      'imsUrl must start',
    ],
    ['no attempt', { maxAttempts: 0 }, 'maxAttempts'],
    ['a storm of attempts', { maxAttempts: 5 }, 'maxAttempts must be a whole number from 1 to 4'],
    ['no time', { timeoutMs: 0 }, 'timeoutMs'],
    ['endless time', { timeoutMs: Infinity }, 'timeoutMs'],
  ])('are refused with %s', (_, options, message) => {
    expect(create(options)).toThrow(TypeError);
    expect(create(options)).toThrow(message);
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1', 'http://127.1.2.3', 'http://[::1]:9', 'http://a.localhost'])(
    'accept plain http for %s',
    (baseUrl) => {
      expect(create({ baseUrl })).not.toThrow();
    },
  );

  it.each([
    ['https://partnersandbox-stage.adobe.io', 'https://ims-na1-stg1.adobelogin.com/ims/token/v3'],
    ['https://partners.adobe.io', 'https://ims-na1.adobelogin.com/ims/token/v3'],
  ])('know the IMS of %s', async (baseUrl, tokenUrl) => {
    const service = new FakeService(found());
    const urls: string[] = [];
    const client = service.client({
      baseUrl,
      clientSecret: 'secret',
      imsUrl: undefined,
      fetch: (request: Request) => {
        urls.push(request.url);
        return Promise.resolve(new Response('{}', { status: 400 }));
      },
    } as unknown as Partial<ClientOptions>);
    await expect(client.getCustomer(ID)).rejects.toThrow();
    expect(urls).toEqual([tokenUrl]);
  });
});
