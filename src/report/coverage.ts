import { defined } from '../defined.js';
import { isObject } from '../exchange/body.js';
import { joined } from '../exchange/json-path.js';
import { documentedFields, fieldOfValues, valuePath } from '../portfolio/customer-fields.js';
import type { Portfolio } from '../portfolio/portfolio.js';
import { catalogue } from '../requirements/catalogue.js';
import { remembered } from '../remembered.js';
import { grouped } from './grouped.js';
import { variableIn } from './responsibility.js';
import type { ReportedRequirement, Results } from './results.js';
import { isJudged, isUnjudged } from './verdict.js';

/** What a run has covered, regardless of what it found. */
export interface Coverage {
  /** Judged on at least one exchange, with any verdict. */
  tested: ReportedRequirement[];
  /** Meant to be judged, but inconclusive. */
  notJudged: ReportedRequirement[];
  /** Requirements whose data this run lacks, by what would enable them. */
  notApplicable: { reason: string; variable?: string; requirements: ReportedRequirement[] }[];
  excluded: ReportedRequirement[];
  /** Ids of the catalogue that the run does not mention at all. */
  absent: string[];
  /** Documented fields of a customer, by whether a 200 of this run had them. */
  fields: { seen: string[]; unseen: string[] };
  /** Documented values of each field with a list, by whether a 200 of this run had them. */
  values: { path: string; seen: string[]; unseen: string[] }[];
}

/**
 * Which part of the catalogue and of the documented fields a run has covered.
 *
 * @param portfolio that of a sweep, whose results hold only examples
 */
export function coverageOf(results: Results, portfolio?: Portfolio): Coverage {
  const { requirements } = results;
  const seen = portfolio === undefined ? seenIn(results) : seenInPortfolio(portfolio);
  const reported = new Set<string>(requirements.map(({ id }) => id));
  return {
    tested: requirements.filter(isJudged),
    notJudged: requirements.filter(isUnjudged),
    notApplicable: byReason(requirements.filter(({ verdict }) => verdict === 'not-applicable')),
    excluded: requirements.filter(({ verdict }) => verdict === 'excluded'),
    absent: catalogue.map(({ id }) => id).filter((id) => !reported.has(id)),
    fields: divided(
      documentedFields.map(({ path }) => path),
      seen,
    ),
    values: valuesSeen(seen),
  };
}

function byReason(requirements: ReportedRequirement[]): Coverage['notApplicable'] {
  const groups = grouped(requirements, ({ reason }) => reason ?? 'Nothing in this run has the data that it covers.');
  return [...groups].map(([reason, group]) => {
    const variable = variableIn(reason) ?? (group.every(needsLga) ? 'VIPMP_LGA_CUSTOMER_ID' : undefined);
    return defined({ reason, variable, requirements: group });
  });
}

function needsLga({ id, theme }: ReportedRequirement): boolean {
  return theme === 'lga' || id === 'status.lga-customer';
}

/** The texts at each path of the customers of a run, items of arrays as `[]`; other values count as seen. */
type Seen = Map<string, Set<string>>;

function seenIn({ exchanges }: Results): Seen {
  const seen: Seen = new Map();
  for (const { response } of exchanges) {
    if (response?.status === 200) collectValues(response.body, '', seen);
  }
  return seen;
}

function seenInPortfolio({ fields, values }: Portfolio): Seen {
  const seen: Seen = new Map(fields.filter(({ present }) => present > 0).map(({ path }) => [path, new Set()]));
  for (const { path, values: counts } of values) {
    const field = fieldOfValues(path);
    seen.set(field, new Set([...(seen.get(field) ?? []), ...Object.keys(counts)]));
  }
  return seen;
}

function collectValues(value: unknown, path: string, into: Seen): void {
  const values = remembered(into, path, () => new Set());
  if (Array.isArray(value)) {
    for (const item of value) collectValues(item, `${path}[]`, into);
  } else if (isObject(value)) {
    for (const [name, child] of Object.entries(value)) collectValues(child, joined(path, name), into);
  } else if (typeof value === 'string') {
    values.add(value);
  }
}

function valuesSeen(seen: Seen): Coverage['values'] {
  return documentedFields.flatMap(({ path: field, shape }) => {
    const path = valuePath(field, shape);
    return shape.values === undefined ? [] : [{ path, ...divided(shape.values, seen.get(path)) }];
  });
}

/** Texts by whether they are among those that were seen. */
function divided(texts: readonly string[], among: { has: (text: string) => boolean } = new Set()) {
  return { seen: texts.filter((text) => among.has(text)), unseen: texts.filter((text) => !among.has(text)) };
}
