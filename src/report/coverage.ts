import { isObject } from '../exchange/body.js';
import { documentedFields } from '../generated/schema-facts.js';
import { catalogue } from '../requirements/catalogue.js';
import { documentedValues } from './documented-values.js';
import { grouped } from './grouped.js';
import { variableIn } from './responsibility.js';
import type { ReportedRequirement, Results } from './results.js';

/** What a run has looked at, told apart from what it found. */
export interface Coverage {
  /** Judged on at least one exchange, whatever the verdict. */
  tested: ReportedRequirement[];
  /** Meant to be judged, but something stood in the way. */
  notJudged: ReportedRequirement[];
  /** Nothing in this run that they speak of, by what would enable them. */
  notApplicable: { reason: string; variable?: string; requirements: ReportedRequirement[] }[];
  excluded: ReportedRequirement[];
  /** Ids of the catalogue that the run does not mention at all. */
  absent: string[];
  /** Documented fields of a customer, by whether a 200 of this run had them. */
  fields: { seen: string[]; unseen: string[] };
  /** Documented values of the fields that have a list of them, by whether a 200 of this run had them. */
  values: { path: string; seen: string[]; unseen: string[] }[];
}

/** Tells what of the catalogue and of the documented fields a run has covered. */
export function coverageOf(results: Results): Coverage {
  const { requirements } = results;
  const seen = seenIn(results);
  const reported = new Set<string>(requirements.map(({ id }) => id));
  return {
    tested: requirements.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail' || verdict === 'warn'),
    notJudged: requirements.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'error'),
    notApplicable: byReason(requirements.filter(({ verdict }) => verdict === 'not-applicable')),
    excluded: requirements.filter(({ verdict }) => verdict === 'excluded'),
    absent: catalogue.map(({ id }) => id).filter((id) => !reported.has(id)),
    fields: fieldsSeen(seen),
    values: valuesSeen(seen),
  };
}

function byReason(requirements: ReportedRequirement[]): Coverage['notApplicable'] {
  const groups = grouped(requirements, ({ reason }) => reason ?? 'Nothing in this run that it speaks of.');
  return [...groups].map(([reason, group]) => {
    const variable = variableIn(reason) ?? (group.every(needsLga) ? 'VIPMP_LGA_CUSTOMER_ID' : undefined);
    return { reason, ...(variable === undefined ? {} : { variable }), requirements: group };
  });
}

function needsLga({ id, theme }: ReportedRequirement): boolean {
  return theme === 'lga' || id === 'status.lga-customer';
}

/** Fields that errors have and customers do not. */
const OF_ERRORS = new Set(['code', 'message', 'additionalDetails', 'error_code', 'title']);

/** The texts at each path of the customers of a run, items of arrays as `[]`; other values count as seen. */
type Seen = Map<string, Set<string>>;

function seenIn({ exchanges }: Results): Seen {
  const seen: Seen = new Map();
  for (const { response } of exchanges) {
    if (response?.status === 200) collectValues(response.body, '', seen);
  }
  return seen;
}

function collectValues(value: unknown, path: string, into: Seen): void {
  const values = into.get(path) ?? new Set();
  into.set(path, values);
  if (Array.isArray(value)) {
    for (const item of value) collectValues(item, `${path}[]`, into);
  } else if (isObject(value)) {
    for (const [name, child] of Object.entries(value)) collectValues(child, joined(path, name), into);
  } else if (typeof value === 'string') {
    values.add(value);
  }
}

function fieldsSeen(seen: Seen): Coverage['fields'] {
  const paths = new Set([...seen.keys()].map((path) => path.replaceAll('[]', '')));
  const documented = documentedPaths(documentedFields).filter((path) => !OF_ERRORS.has(path));
  return {
    seen: documented.filter((path) => paths.has(path)),
    unseen: documented.filter((path) => !paths.has(path)),
  };
}

function valuesSeen(seen: Seen): Coverage['values'] {
  return documentedValues().map(({ path, values }) => ({
    path,
    seen: values.filter((value) => seen.get(path)?.has(value) === true),
    unseen: values.filter((value) => seen.get(path)?.has(value) !== true),
  }));
}

interface FieldTree {
  readonly [name: string]: 'open' | 'personal' | FieldTree;
}

function documentedPaths(fields: FieldTree, parent = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = joined(parent, name);
    return typeof field === 'string' ? [path] : [path, ...documentedPaths(field, path)];
  });
}

function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}
