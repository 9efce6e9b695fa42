import type { RequirementId } from '../../requirements/catalogue.js';
import type { Observation } from '../../exchange/observation.js';
import type { Conversation } from '../conversation.js';
import type { RecordedRequest } from '../recorded-request.js';

/** What is wrong with a request, without naming the request. */
export interface Breach extends Pick<Observation, 'message' | 'expected' | 'actual'> {
  /** The id of an earlier exchange without which this one would be right. */
  earlier?: string | undefined;
}

/** One requirement on the requests of a client, and how a request is judged by it. */
export interface Rule {
  readonly requirement: RequirementId;
  /** Whether the requirement is about a request. */
  applies(request: RecordedRequest, conversation: Conversation): boolean;
  /** What is wrong with a request that it applies to; absent if nothing is. */
  judge(request: RecordedRequest, conversation: Conversation): Breach | undefined;
}
