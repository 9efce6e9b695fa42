import { schemaFiles } from '../generated/schema-facts.js';
import { withoutIndices } from '../exchange/json-path.js';
import type { Finding } from '../requirements/result.js';
import { DRIFT_REQUIREMENTS } from './responsibility.js';
import type { Results } from './results.js';

/** A field or a value that the provider sends and the contract does not document. */
export interface DriftEntry {
  kind: 'field' | 'value';
  /** Where in the body, items of arrays as `[]`, such as `companyProfile.contacts[].title`. */
  path: string;
  /** What was seen there: the value if it may be shown, or its kind in words. */
  seen: string;
  /** How many times it was seen. */
  count: number;
  /** The file of the contract to add it to. */
  file: string;
  /** The line to add to that file. */
  line: string;
}

/** The undocumented fields and unlisted values of a run, each once. */
export function driftOf(results: Results): DriftEntry[] {
  const entries = new Map<string, DriftEntry>();
  for (const { id, findings } of results.requirements) {
    if (!DRIFT_REQUIREMENTS.has(id)) continue;
    for (const finding of findings) {
      const entry = entryOf(finding, id === 'drift.undocumented-fields' ? 'field' : 'value');
      const key = driftKey(entry);
      const known = entries.get(key);
      if (known === undefined) entries.set(key, entry);
      else known.count += entry.count;
    }
  }
  return [...entries.values()];
}

/** Identifies an entry across runs. */
export function driftKey({ kind, path, seen }: Pick<DriftEntry, 'kind' | 'path' | 'seen'>): string {
  return kind === 'field' ? path : `${path} = ${seen}`;
}

function entryOf(finding: Finding, kind: DriftEntry['kind']): DriftEntry {
  const path = withoutIndices(finding.path ?? '');
  const seen = finding.actual ?? 'not said';
  const file = fileOf(path);
  return {
    kind,
    path,
    seen,
    count: finding.count ?? 1,
    file,
    line: kind === 'field' ? fieldLine(path, seen) : `${seen},`,
  };
}

const TYPES: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^an? (?:whole number|integer)/, 'integer'],
  [/^a number/, 'number'],
  [/^a string/, 'string'],
  [/^a boolean/, 'boolean'],
  [/^an array/, 'array'],
  [/^an object/, 'object'],
  [/^null/, 'null'],
];

function fieldLine(path: string, seen: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1).replaceAll('[]', '');
  const type = TYPES.find(([pattern]) => pattern.test(seen))?.[1];
  return `${JSON.stringify(name)}: ${type === undefined ? '{}' : `{ "type": ${JSON.stringify(type)} }`},`;
}

/** The schema that describes a field: that of the nearest field above it with its own file. */
function fileOf(path: string): string {
  const parents = path.replaceAll('[]', '').split('.').slice(0, -1);
  const file = parents.map((parent) => schemaFiles[parent]).findLast((name) => name !== undefined);
  return `schemas/${file ?? 'customer.json'}`;
}
