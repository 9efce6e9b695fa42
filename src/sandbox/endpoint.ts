import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from './faults/changes.js';
import type { Fault } from './faults/fault.js';
import {
  documentedRules,
  Provider,
  type Answer,
  type ProviderOptions,
  type Role,
  type SandboxRequest,
} from './provider.js';
import { send } from './reply.js';
import { bodyOf, type SandboxServer } from './server.js';
import { sendByWire } from './wire.js';

/** The parts of an endpoint, apart from what its faults decide. */
export interface EndpointOptions extends Omit<ProviderOptions, 'rules' | 'change'> {
  faults: readonly Fault[];
  /** Which customer an id is. */
  roleOf: (id: string) => Role;
}

/**
 * `GET /v3/customers/{customer-id}`: the provider, and the faults that change it, its answers and how they are sent.
 */
export class Endpoint {
  readonly #provider: Provider;
  readonly #faults: readonly Fault[];
  readonly #roleOf: (id: string) => Role;
  readonly #reads = new Map<string, number>();
  #count = 0;

  constructor({ faults, roleOf, ...options }: EndpointOptions) {
    this.#faults = faults;
    this.#roleOf = roleOf;
    this.#provider = new Provider({
      ...options,
      rules: faults.reduce((rules, fault) => ({ ...rules, ...fault.rules }), documentedRules),
      change: (customer, request) => this.#change(customer, request),
    });
  }

  /** Adds the route to a server. */
  register(server: SandboxServer): void {
    server.route('GET', '/v3/customers/:id', (request, response, [id = '']) => this.#serve(request, response, id));
  }

  /** Forgets every request. */
  reset(): void {
    this.#provider.reset();
    this.#reads.clear();
    this.#count = 0;
  }

  async #serve(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const asked: SandboxRequest = {
      ...{ id, role: this.#roleOf(id), headers: headersOf(request), body: await bodyOf(request) },
      names: request.rawHeaders.filter((_, index) => index % 2 === 0),
    };
    this.#count += 1;
    const count = this.#count;
    const answer = this.#faults.reduce<Answer>(
      (said, fault) => fault.answer?.(said, asked, count) ?? said,
      this.#provider.answer(asked),
    );
    // The provider has answered by now: if the answer is lost on its way, a retry gets it from the memory of the sandbox.
    const action = this.#faults.map((fault) => fault.wire?.(asked, count, answer)).find((it) => it !== undefined);
    if (action === undefined) send(response, answer);
    else await sendByWire(action, response, answer);
  }

  #change(customer: unknown, request: SandboxRequest): unknown {
    const read = (this.#reads.get(request.id) ?? 0) + 1;
    this.#reads.set(request.id, read);
    return this.#faults.reduce((body, fault) => fault.customer?.(body as Json, request, read) ?? body, customer);
  }
}

function headersOf({ headers }: IncomingMessage): SandboxRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
