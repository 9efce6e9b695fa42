import type { requirements } from '../../generated/catalogue.js';
import type { Json } from './changes.js';
import type { Answer, Rules, SandboxRequest } from '../provider.js';
import type { WireAction } from '../wire.js';

/** The id of a requirement of the catalogue. */
export type RequirementId = (typeof requirements)[number]['id'];

/** One way in which a provider can be wrong, or different without being wrong. */
export interface Fault {
  /** In kebab-case; what `--fault` takes. */
  readonly name: string;
  /** One sentence. */
  readonly describes: string;
  /** The requirements that must complain; none for an honest variation. */
  readonly breaks: readonly RequirementId[];
  /** The requirements that may complain as a consequence. */
  readonly also: readonly RequirementId[];
  /** Changes the customer of a 200, in place or by giving another body back. */
  customer?(customer: Json, id: string, read: number): unknown;
  /** Changes any answer of the endpoint. */
  answer?(answer: Answer, request: SandboxRequest, count: number): Answer;
  /** Rules of the provider that are switched to another behaviour. */
  readonly rules?: Partial<Rules>;
  /** What happens on the wire to the n-th request (from 1) in place of its answer. */
  wire?(request: SandboxRequest, count: number): WireAction | undefined;
}

/** A variation that a conforming provider may show. */
export interface HonestVariant extends Fault {
  readonly breaks: readonly [];
  /** The SHOULDs that warn. */
  readonly warns: readonly RequirementId[];
}
