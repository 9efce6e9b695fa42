import type { requirements } from '../../generated/catalogue.js';
import type { Answer, Rules, SandboxRequest } from '../provider.js';
import type { SandboxCustomer } from '../sandbox-customer.js';
import type { WireAction } from '../wire.js';
import type { Json } from './changes.js';

/** The id of a requirement of the catalogue. */
export type RequirementId = (typeof requirements)[number]['id'];

/**
 * Where a provider can be made wrong, or different, from the inside out: its customers, its rules, the
 * body of a 200, any answer, and how the answer travels.
 */
export interface Hooks {
  /** The customers that there are, in place of the given ones. */
  customers?(customers: readonly SandboxCustomer[]): readonly SandboxCustomer[];
  /** Rules of the provider that are switched to another behavior. */
  readonly rules?: Partial<Rules>;
  /**
   * Changes the customer of a 200, in place or by giving another body back. What it makes of it is
   * remembered for replay.
   *
   * @param read the ordinal of this read of the customer, from 1
   */
  customer?(customer: Json, request: Pick<SandboxRequest, 'id' | 'role'>, read: number): unknown;
  /**
   * Changes any answer of the endpoint, replayed ones too.
   *
   * @param count the ordinal of this request to the endpoint, from 1
   */
  answer?(answer: Answer, request: SandboxRequest, count: number): Answer;
  /** How an answer is sent; absent: normally. */
  wire?(request: SandboxRequest, count: number, answer: Answer): WireAction | undefined;
  /** Whether the health endpoint says that the service is down. */
  readonly down?: true;
}

/** One way in which a provider can be wrong. */
export interface Fault extends Hooks {
  /** In kebab-case; what `--fault` takes. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** The requirements that must complain; none for an outage and for a conforming variant. */
  readonly breaks: readonly RequirementId[];
  /** The requirements that may complain as a consequence. */
  readonly also: readonly RequirementId[];
}

/** A variation that a conforming provider may show. */
export interface ConformingVariant extends Fault {
  readonly breaks: readonly [];
  /** The SHOULDs that warn. */
  readonly warns: readonly RequirementId[];
}
