import type { StoredExchange } from '../exchange/exchange.js';
import type { Finding } from '../requirements/result.js';
import type { ReportedRequirement } from './results.js';

/** Findings that differ only in the exchanges in which they were seen. */
export interface FindingGroup {
  finding: Finding;
  /** Ids of the exchanges. */
  exchanges: string[];
}

/** An exchange that a violation rests on. */
export interface Evidence {
  exchange: StoredExchange;
  /** The paths of the findings in it. */
  paths: Set<string>;
}

/** The entry of {@link Evidence} for the status of a response, which has no path. */
export const STATUS_LINE = 'status line';

/** Findings, those that say the same of several exchanges together. */
export function groupedFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const found of findings) {
    const { exchange: _exchange, exchanges: _exchanges, ...finding } = found;
    // Which of several equal answers it was compared with makes no difference.
    const expected = finding.expected?.replace(/\bas in x\d+$/, '');
    const key = JSON.stringify({ ...finding, expected });
    const group: FindingGroup = groups.get(key) ?? { finding, exchanges: [] };
    group.exchanges.push(...exchangesOf(found));
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The ids of the exchanges in which a finding was seen. */
export function exchangesOf({ exchange, exchanges }: Pick<Finding, 'exchange' | 'exchanges'>): string[] {
  return exchanges ?? (exchange === undefined ? [] : [exchange]);
}

/**
 * The exchanges that a requirement's findings were seen in, each once; if the findings name none, the
 * first that the requirement was judged on.
 */
export function evidenceOf(
  { findings, exchanges: judgedOn }: ReportedRequirement,
  exchanges: ReadonlyMap<string, StoredExchange>,
): Evidence[] {
  const evidence = new Map<string, Evidence>();
  for (const finding of findings) {
    const { exchange: id = judgedOn[0], path } = finding;
    const exchange = id === undefined ? undefined : exchanges.get(id);
    if (exchange === undefined) continue;
    const entry: Evidence = evidence.get(exchange.id) ?? { exchange, paths: new Set() };
    if (path !== undefined) entry.paths.add(path);
    else if (speaksOfStatus(finding, exchange)) entry.paths.add(STATUS_LINE);
    evidence.set(exchange.id, entry);
  }
  return [...evidence.values()];
}

function speaksOfStatus({ actual }: Finding, { response }: StoredExchange): boolean {
  return response !== undefined && actual?.split(' ', 1)[0] === `${response.status}`;
}
