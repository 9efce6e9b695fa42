import { withoutIndices } from '../exchange/json-path.js';
import type { Finding } from '../requirements/result.js';
import { exchangesOf } from './evidence.js';
import { grouped } from './grouped.js';
import { variableIn } from './responsibility.js';
import type { ReportedRequirement, Results } from './results.js';
import { violatedRequirements } from './verdict.js';

/** One thing that is wrong, and all findings that follow from it. */
export interface Cause {
  verdict: 'fail' | 'warn';
  /** What is wrong, in one sentence. */
  title: string;
  /** The violated requirements, in the order of the catalogue. */
  requirements: readonly [ReportedRequirement, ...ReportedRequirement[]];
  /** What was found, without what each request was for. */
  findings: Finding[];
}

interface Place {
  requirement: ReportedRequirement;
  /** Absent if the requirement is violated without a finding. */
  finding?: Finding;
  /** What the finding says, without what the request was for. */
  message: string;
}

/**
 * The causes of a run's violations and warnings: the MUSTs first, then the order of the catalogue. Findings share a
 * cause if they say the same about different requests, are about the same field or the same incomplete object for one
 * requirement, belong to the same error body, or follow from the same configuration variable.
 */
export function causesOf(results: Results): Cause[] {
  const purposes = new Map(results.exchanges.map(({ id, purpose }) => [id, purpose]));
  const places = violatedRequirements(results).flatMap((requirement): Place[] =>
    requirement.findings.length === 0
      ? [{ requirement, message: requirement.title }]
      : requirement.findings.map((found) => {
          const message = withoutPurpose(found, purposes);
          return { requirement, finding: { ...found, message }, message };
        }),
  );
  return joined(places).flatMap(([first, ...others]) => (first === undefined ? [] : [causeFrom(first, others)]));
}

/** What a finding says, without the purpose of its request in front. */
function withoutPurpose(finding: Finding, purposes: ReadonlyMap<string, string>): string {
  const { message } = finding;
  const prefix = exchangesOf(finding)
    .map((id) => `${purposes.get(id) ?? ''}: `)
    .find((text) => text.length > 2 && message.startsWith(text));
  return prefix === undefined ? message : message.slice(prefix.length);
}

/** Places that share a key belong together, directly or through others. */
function joined(places: readonly Place[]): Place[][] {
  const parents = places.map((_place, index) => index);
  const rootOf = (index: number): number => {
    const parent = parents[index] ?? index;
    return parent === index ? index : rootOf(parent);
  };
  const firstWith = new Map<string, number>();
  for (const [index, place] of places.entries()) {
    for (const key of keysOf(place)) {
      const [one, other] = [rootOf(index), rootOf(firstWith.get(key) ?? index)];
      parents[Math.max(one, other)] = Math.min(one, other);
      firstWith.set(key, Math.min(one, other));
    }
  }
  return [...grouped(places.entries(), ([index]) => rootOf(index)).values()].map((group) =>
    group.map(([, place]) => place),
  );
}

function keysOf({ requirement, finding, message }: Place): string[] {
  const { id, verdict, theme } = requirement;
  if (finding === undefined) return [id];
  const path = withoutIndices(finding.path ?? '');
  // A finding on a client names the variable of the customer that it asked for, whatever is wrong.
  const variable = theme === 'request' ? undefined : variableIn(message);
  const parent = path.replace(/\.?[^.]*$/, '');
  return [
    [id, path || withoutIndices(message)].join('\n'),
    // Refusals with one wrong status have one cause, whatever their codes.
    [verdict, withoutIndices(message), path, finding.expected, finding.actual?.replace(/ with code .*/, '')].join('\n'),
    ...(finding.actual === 'absent' ? [`${id} absent ${parent}`] : []),
    ...(theme === 'error' ? exchangesOf(finding).map((exchange) => `${id} ${exchange}`) : []),
    ...(variable === undefined ? [] : [`${verdict} ${variable}`]),
  ];
}

function causeFrom(first: Place, others: readonly Place[]): Cause {
  const { requirement } = first;
  const further = new Set(others.map((place) => place.requirement).filter((other) => other !== requirement));
  return {
    verdict: requirement.verdict === 'fail' ? 'fail' : 'warn',
    title: further.size === 0 ? requirement.title : sentence(first.message),
    requirements: [requirement, ...further],
    findings: [first, ...others].flatMap(({ finding }) => finding ?? []),
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
