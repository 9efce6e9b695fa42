import type { StoredExchange } from '../exchange/exchange.js';
import type { PortfolioChange } from '../portfolio/compare.js';
import type { Level, Requirement, RequirementId } from '../requirements/catalogue.js';
import type { Finding, RequirementVerdict } from '../requirements/result.js';

/** What a whole run says: it conforms, it does not, it could not be judged, or the suite is at fault. */
export type RunVerdict = 'pass' | 'fail' | 'inconclusive' | 'error';

/** A requirement in results.json: the catalogue's entry with what the run says about it. */
export interface ReportedRequirement {
  id: RequirementId;
  level: Level;
  /** The version of the contract that introduced it or made it stricter: `YYYY.MM.DD`. */
  since: string;
  title: string;
  theme: Requirement['theme'];
  /** The heading of the documentation. */
  source: string;
  /** The page of the documentation; absent if only clients in the field have seen it. */
  url?: string;
  verdict: RequirementVerdict;
  /** Why there is no pass and no violation, or why a violation of a MUST only warns. */
  reason?: string;
  findings: Finding[];
  /** Ids of the exchanges that it was judged on. */
  exchanges: string[];
  /** In a sweep: how many customers have a finding. */
  customers?: number;
  /** In a sweep: how many findings there are; of very many different ones, `findings` has only some. */
  count?: number;
}

/** The numbers of customers of a sweep. */
export interface SweepFigures {
  /** Ids in the list, repeated ones included. */
  listed: number;
  /** Customers that were judged, with or without findings. */
  judged: number;
  /** Customers that could not be judged: answered 404, refused, answered 429 each time, or beyond what can be read. */
  unknown: number;
  refused: number;
  limited: number;
  unreadable: number;
  /** Ids in the list that repeat an earlier one. */
  repeated: number;
  /** All findings, as findings.ndjson has them. */
  findings: number;
  /** Which part of the list it is about; absent: the whole. */
  shard?: { index: number; count: number };
  /** The earlier sweep that it was compared with, and what changed since. */
  comparison?: Comparison;
}

/** A sweep compared with an earlier one. */
export interface Comparison {
  baseline: { startedAt: string; customers: number };
  changes: PortfolioChange[];
}

/** One run of a client's command under a scenario of the gate. */
export interface ScenarioEnding {
  name: string;
  /** The command's own exit code; absent if a signal ended it, or the gate was interrupted. */
  exitCode?: number;
  /** The signal that ended the command. */
  signal?: string;
  /** How many requests it sent. */
  requests: number;
}

/** A violation that is accepted until a given day. */
export interface KnownDeviation {
  requirement: RequirementId;
  /** Where in the body, as in results.json, with `[]` for any index; absent: anywhere. */
  path?: string;
  reason: string;
  /** The last day, UTC, on which it is accepted: YYYY-MM-DD. */
  until: string;
}

/** A known deviation, and its state in this run. */
export interface ReportedDeviation extends KnownDeviation {
  /** `gone`: it no longer occurs and can be removed; `expired`: it still occurs, past its day. */
  state: 'accepted' | 'expired' | 'gone' | 'not-judged';
}

/** The content of results.json. Everything in it is redacted. */
export interface Results {
  /** `judgedBy`: the older version of the contract whose newer requirements only warn; absent: `contract`. */
  suite: { name: string; version: string; contract: string; judgedBy?: string };
  target: { name: string; baseUrl: string };
  /** Identifies this run among others in the same folder. */
  run: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  verdict: RunVerdict;
  exitCode: 0 | 1 | 2 | 3 | 4;
  /** One sentence: the verdict in words and, if it could not be judged, what to fix. */
  summary: string;
  requirements: ReportedRequirement[];
  exchanges: StoredExchange[];
  /** The runs of a client's command, in order; only the gate has them. */
  scenarios?: ScenarioEnding[];
  /** The customers of a sweep; only a sweep has them. */
  sweep?: SweepFigures;
  /** The deviations that the run was given; absent if none. */
  deviations?: ReportedDeviation[];
}
