import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { createClient, type Client, type ClientOptions } from '../../src/client/index.js';
import { placeholders } from '../../scripts/pact/pact-file.js';
import type { Template } from './matchers.js';
import { normalizedPact } from './normalized-pact.js';

const { regex } = MatchersV3;

// Disables Pact's telemetry.
process.env['PACT_DO_NOT_TRACK'] = '1';

const UUID = '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** A provider state, with its parameters. */
export interface State {
  name: 'a customer exists' | 'no customer exists';
  parameters: { customerId: string; kind?: string };
}

/** One request of the client, and an answer it can handle. */
export interface Expectation {
  state: State;
  /** The description of the request, which names the interaction. */
  description: string;
  /** Headers that differ from the usual ones; null: not sent. */
  headers?: Record<string, string | null>;
  /** A status, or several equivalent ones. */
  status: number | [number, ...number[]];
  body: Template;
}

/** How long Pact's mock server may take to record a request that it has answered. */
const NOTING_MS = 200;

/** The contract between the client and the marketplace, to which each test adds. */
export class ConsumerPact {
  readonly #folder = mkdtempSync(join(tmpdir(), 'vipmp-pact-'));
  readonly #pact = new PactV4({
    consumer: 'vipmp-client',
    provider: 'vipmp-marketplace',
    dir: this.#folder,
    logLevel: 'error',
  });

  /** Runs a test against a mock provider that gives the expected answer to the expected request. */
  async run<T>(expectation: Expectation, test: (client: Client) => Promise<T>): Promise<void> {
    const { state, description, status, body } = expectation;
    const [example, ...others] = [status].flat() as [number, ...number[]];
    await this.#pact
      .addInteraction()
      .given(state.name, state.parameters)
      .uponReceiving(description)
      .withRequest('GET', pathOf(state.parameters.customerId), (request) =>
        request.headers(requestHeaders(expectation)),
      )
      .willRespondWith(
        others.length === 0 ? example : MatchersV3.matchStatus(example, [example, ...others]),
        (response) =>
          response.headers({ 'Content-Type': regex('^application/json(?:;.*)?$', 'application/json') }).jsonBody(body),
      )
      .executeTest(async ({ url }) => {
        try {
          return await test(clientOf(url, expectation));
        } finally {
          // The mock server's record is read right after this.
          await sleep(NOTING_MS);
        }
      });
  }

  /** The text of the pact with all expectations so far. */
  text(): string {
    const [file] = readdirSync(this.#folder);
    return normalizedPact(readFileSync(join(this.#folder, file ?? ''), 'utf8'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A text with a value from the provider state, such as a customer's id or a token, during verification. */
function ofProvider(expression: string, example: string, pattern: string): MatchersV3.Matcher<string> {
  const generated = MatchersV3.fromProviderState(expression, example);
  return { ...generated, 'pact:matcher:type': 'regex', regex: pattern } as MatchersV3.Matcher<string>;
}

function pathOf(customerId: string): MatchersV3.Matcher<string> {
  return ofProvider('/v3/customers/${customerId}', `/v3/customers/${customerId}`, '^/v3/customers/[\\w-]+$');
}

/** Ids must be new for every request, also during verification. */
function newId(example: string): MatchersV3.Matcher<string> {
  return { ...regex(UUID, example), 'pact:generator:type': 'Uuid' };
}

type HeaderValue = string | MatchersV3.Matcher<string>;

function requestHeaders({ headers }: Expectation): Record<string, HeaderValue> {
  const all: Record<string, HeaderValue | null> = {
    'X-Request-Id': newId('0f0c6d0a-6d5b-4d0e-9d53-1b1f0c7d2a11'),
    'X-Correlation-Id': newId('5a2d1c44-0d0e-4f8d-8f5c-3c1a9e6b7d20'),
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: ofProvider('Bearer ${accessToken}', `Bearer ${placeholders.accessToken}`, '^Bearer .+$'),
    'X-Api-Key': ofProvider('${apiKey}', placeholders.apiKey, '^.+$'),
    ...headers,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, HeaderValue] => entry[1] !== null));
}

/** The client as users have it; only the middleware sends what the client itself never would. */
function clientOf(baseUrl: string, { headers = {} }: Expectation): Client {
  const onRequest = ({ request }: { request: Request }): void => {
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) request.headers.delete(name);
      else request.headers.set(name, value);
    }
  };
  const options: ClientOptions = { baseUrl, ...placeholders, maxAttempts: 1, middleware: [{ onRequest }] };
  return createClient(options);
}
