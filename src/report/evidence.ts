import type { StoredExchange } from '../exchange/exchange.js';
import { remembered } from '../remembered.js';
import type { Finding } from '../requirements/result.js';
import type { ReportedRequirement } from './results.js';

/** Findings that differ only in the exchanges in which they were seen. */
export interface FindingGroup {
  finding: Finding;
  /** Ids of the exchanges. */
  exchanges: string[];
}

/** An exchange that shows a violation. */
export interface Evidence {
  exchange: StoredExchange;
  /** The paths of the findings in it. */
  paths: Set<string>;
}

/** The entry of {@link Evidence} for the status of a response, which has no path. */
export const STATUS_LINE = 'status line';

/** Findings, grouped if they say the same about several exchanges. */
export function groupedFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const found of findings) {
    const { exchange: _exchange, exchanges: _exchanges, ...finding } = found;
    // Which of several equal answers it was compared with makes no difference.
    const expected = finding.expected?.replace(/\bas in x\d+$/, '');
    const key = JSON.stringify({ ...finding, expected });
    remembered(groups, key, () => ({ finding, exchanges: [] })).exchanges.push(...exchangesOf(found));
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
    const { paths } = remembered(evidence, exchange.id, () => ({ exchange, paths: new Set() }));
    if (path !== undefined) paths.add(path);
    else if (isAboutStatus(finding, exchange)) paths.add(STATUS_LINE);
  }
  return [...evidence.values()];
}

function isAboutStatus({ actual }: Finding, { response }: StoredExchange): boolean {
  return response !== undefined && actual?.split(' ', 1)[0] === `${response.status}`;
}
