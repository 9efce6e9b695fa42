import type { Place, Placed } from './found.js';
import { grouped } from '../report/grouped.js';
import { compareDocuments } from './compare-documents.js';
import type { Dict } from '../description/json.js';
import type { Effect } from './rule.js';
import { ruleOf, type RuleId } from './rules.js';

/** One change of the description and what it means. */
export interface Change {
  readonly rule: RuleId;
  /** Where it is, in words: `GET /v3/customers/{customer-id} 200 body: companyProfile.address.country`. */
  readonly path: string;
  /** Where else the same change shows. */
  readonly also: readonly string[];
  readonly was: string;
  readonly is: string;
  /** What it means for a client that reads responses. */
  readonly reads: Effect;
  /** What it means for a client that sends requests. */
  readonly sends: Effect;
  readonly reason: string;
}

/** Whether a change breaks any client. */
export function isBreaking({ reads, sends }: Pick<Change, 'reads' | 'sends'>): boolean {
  return reads === 'breaking' || sends === 'breaking';
}

/** All changes from one bundled OpenAPI document to another: the breaking ones first, else in the documents' order. */
export function changesBetween(old: Dict, now: Dict): Change[] {
  const findings = compareDocuments(old, now);
  const others = findings.filter(({ finding }) => finding.difference.rule !== 'documentation');
  const changes = [...grouped(others, ({ finding }) => finding.difference).values()]
    .flatMap((same) => [...grouped(same, ({ place }) => place.touched).values()])
    .flatMap(asChange);
  const documentation = documentationChange(findings);
  return [...changes.filter(isBreaking), ...changes.filter((change) => !isBreaking(change)), ...documentation];
}

/** The most places of one change that are listed: every operation may use a schema. */
const MOST_PLACES = 50;

function asChange(group: readonly Placed[]): Change[] {
  const [first] = group;
  if (first === undefined) return [];
  const { finding, place } = first;
  const { rule, was, is } = finding.difference;
  const [path = '', ...others] = new Set(group.map(pathInWords));
  const more = others.length - MOST_PLACES;
  const also = more > 0 ? [...others.slice(0, MOST_PLACES), `${more} more places`] : others;
  return [{ rule, path, also, was, is, ...effects(rule, place.touched) }];
}

function effects(id: RuleId, touched: Place['touched']): Pick<Change, 'reads' | 'sends' | 'reason'> {
  const rule = ruleOf(id);
  const reads = touched === 'reads' || touched === 'both';
  const sends = touched === 'sends' || touched === 'both';
  return {
    reads: reads ? rule.reads.effect : 'unaffected',
    sends: sends ? rule.sends.effect : 'unaffected',
    reason: touched === 'neither' ? 'no operation leads there' : reads ? rule.reads.reason : rule.sends.reason,
  };
}

function pathInWords({ place, finding }: Placed): string {
  const at = finding.at.replace(/^\./, '');
  return [`${place.words}${at === '' ? '' : `: ${at}`}`, ...finding.notes].join(', ');
}

/** The most places of changed documentation that are named. */
const NAMED_PLACES = 5;

/** All changes in documentation, as one change. */
function documentationChange(findings: readonly Placed[]): Change[] {
  const documentation = findings.filter(({ finding }) => finding.difference.rule === 'documentation');
  const differences = new Map(documentation.map((one) => [one.finding.difference, one]));
  if (differences.size === 0) return [];
  const named = [...differences.values()].map((one) => `${one.finding.difference.is} of ${pathInWords(one)}`);
  const more = named.length - NAMED_PLACES;
  const is = [...named.slice(0, NAMED_PLACES), ...(more > 0 ? [`${more} more`] : [])].join('; ');
  const rule = 'documentation';
  return [{ rule, path: rule, also: [], was: 'other words', is, ...effects(rule, 'both') }];
}
