import type { StoredExchange } from '../exchange/exchange.js';
import type { RequirementResult } from '../requirements/result.js';

/** What a check of a target found. Everything in it is redacted. */
export interface SuiteRun {
  target: { name: string; baseUrl: string };
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  /** Why the target could not be judged, or not to the end; absent if it could. */
  obstacle?: string;
  /** Somebody ended it early. */
  interrupted?: true;
  requirements: RequirementResult[];
  exchanges: StoredExchange[];
}
