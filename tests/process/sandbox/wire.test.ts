import { afterEach, describe, expect, it } from 'vitest';
import { faultNamed } from '../../../src/sandbox/faults/catalogue.js';
import { outages } from '../../../src/sandbox/faults/outages.js';
import type { WireAction } from '../../../src/sandbox/wire.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { read, readRaw } from './asking.js';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function broken(action: WireAction, at = 1): Promise<Sandbox> {
  const wire = (_request: unknown, count: number) => (count === at ? action : undefined);
  sandbox = await startSandbox({ faults: [{ name: 'test', description: 'for a test', breaks: [], also: [], wire }] });
  return sandbox;
}

async function named(...names: string[]): Promise<Sandbox> {
  sandbox = await startSandbox({ faults: names.map((name) => faultNamed(name)) });
  return sandbox;
}

function parts(answer: string): { head: string; body: string } {
  const at = answer.indexOf('\r\n\r\n');
  return { head: answer.slice(0, at + 2), body: answer.slice(at + 4) };
}

describe('an answer', () => {
  it('is lost in a reset, and only if it is meant to be', async () => {
    const server = await broken({ kind: 'reset' }, 2);
    expect((await read(server)).status).toBe(200);
    await expect(readRaw(server)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await read(server)).status).toBe(200);
  });

  it('is cut short of its Content-Length', async () => {
    const { head, body } = parts(await readRaw(await broken({ kind: 'cut-short' })));
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(body.length).toBe(Math.ceil(Number(/content-length: (\d+)/i.exec(head)?.[1]) / 2));
  });

  it.each([[10], [-10]])('has a Content-Length that is wrong by %i', async (by) => {
    const { head, body } = parts(await readRaw(await broken({ kind: 'wrong-length', by })));
    expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBe(body.length + by);
  });

  it('arrives in pieces, and is complete', async () => {
    const server = await broken({ kind: 'chunked', bytes: 100 });
    const { head, body } = parts(await readRaw(server));
    expect(head).toMatch(/^transfer-encoding: chunked\r$/im);
    expect(head).not.toMatch(/^content-length/im);
    expect(body).toMatch(/^64\r\n/);
    const whole = await read(server);
    server.reset();
    expect((await read(server)).text).toBe(whole.text);
  });

  it('has its header names as they are written', async () => {
    const { head } = parts(await readRaw(await broken({ kind: 'header-names', write: (name) => name.toUpperCase() })));
    expect(head).toMatch(/^CONTENT-TYPE: application\/json\r$/m);
    expect(head).toMatch(/^X-REQUEST-ID: /m);
  });

  it('omits a header whose name is empty', async () => {
    const { head } = parts(await readRaw(await named('type-of-200-missing')));
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(head).not.toMatch(/^content-type/im);
  });

  it('arrives late', async () => {
    const server = await broken({ kind: 'delay', ms: 60 });
    const started = performance.now();
    expect((await read(server)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  it.each(['hang', 'hang-in-body', 'endless'] as const)(
    'never ends (%s), until the sandbox is closed',
    async (kind) => {
      const server = await broken({ kind });
      const answer = readRaw(server).catch(() => 'broken off');
      await new Promise((done) => setTimeout(done, 50));
      await server.close();
      sandbox = undefined;
      const { head } = parts(await answer);
      if (kind !== 'hang') expect(head).toMatch(/^HTTP\/1\.1 200 |broken of/);
    },
  );

  it('conforms with every header variation', async () => {
    for (const name of [
      'upper-case-headers',
      'title-case-headers',
      'chunked-bytewise',
      'gzip',
      'escaped',
      'other-order',
    ]) {
      const server = await named(name);
      const { status, json, headers } = await read(server);
      expect(status, name).toBe(200);
      expect(headers.get('content-type'), name).toBe('application/json');
      expect(json, name).toMatchObject({
        customerId: server.ids.customer,
        companyProfile: { companyName: 'Fairmont' },
      });
      await server.close();
    }
    sandbox = undefined;
  });
});

describe('an outage', () => {
  const quick = outages.filter(({ name }) => !/^all-(?:hang|hang-in-body|slow|endless)$|-after-five$/.test(name));

  it.each(quick.map(({ name }) => [name]))('%s serves no valid request', async (name) => {
    const server = await named(name);
    const outcome = await read(server).then(
      ({ status }) => status,
      () => 'broken off',
    );
    expect(outcome).not.toBe(200);
  });

  it('that starts at the sixth request lets five through', async () => {
    const server = await named('token-refused-after-five');
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await read(server)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 401]);
  });

  it.each([
    ['all-503', 503, 'DOWN'],
    ['all-500', 200, 'UP'],
  ])('%s has a health endpoint that answers %i', async (name, status, word) => {
    const server = await named(name);
    const response = await fetch(`${server.url}/v1/health?api_key=${server.credentials.apiKey}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status: word, components: { customerManagement: word } });
  });
});

describe('ids of a sandbox', () => {
  it('begin with P on request', async () => {
    const server = await named('sandbox-ids');
    expect(server.ids).toMatchObject({ customer: 'P9876543210', lgaCustomer: 'P1005200001' });
    expect((await read(server)).json).toMatchObject({
      customerId: 'P9876543210',
      resellerId: 'P5556667778',
      links: { self: { uri: '/v3/customers/P9876543210' } },
    });
  });
});
