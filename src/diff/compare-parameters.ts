import { compareContent, schemaOf } from './compare-bodies.js';
import type { DocumentPair, OperationOfPath } from './document-pair.js';
import { compareObject, serialized } from './documents.js';
import { found, placed, presence, within, type Place, type Placed } from './found.js';
import { dictOf, listOf, sideBySide, type Dict } from '../description/json.js';
import type { References } from './references.js';

/** The parameters of an operation, those of its path included. */
export function compareParameters(
  pair: DocumentPair,
  place: Place,
  before: OperationOfPath,
  after: OperationOfPath,
): Placed[] {
  const [old, now] = [parametersOf(pair.old, before), parametersOf(pair.now, after)];
  return sideBySide(old, now).flatMap(([, was, is]) => {
    const { in: location, name } = was ?? is ?? {};
    const at = within(place, `${String(location)} parameter ${String(name)}`, 'sends');
    if (is === undefined) return placed(at, [found('parameter-removed', inWords(was ?? {}), 'absent')]);
    if (was === undefined) {
      const rule = isRequired(is) ? 'parameter-added-required' : 'parameter-added-optional';
      return placed(at, [found(rule, 'absent', inWords(is))]);
    }
    return compareParameter(pair, at, was, is);
  });
}

function compareParameter(pair: DocumentPair, place: Place, old: Dict, now: Dict): Placed[] {
  const [before, after] = [dictOf(old['content']), dictOf(now['content'])];
  return [
    ...placed(place, [
      ...presence('parameter', isRequired(old), isRequired(now)),
      ...pair.sends.compare(schemaOf(old), schemaOf(now)),
      ...compareObject(pair, serialized(old), serialized(now), ['name', 'in', 'required', 'schema', 'content']),
    ]),
    ...compareContent(pair, place, before, after),
  ];
}

/** Parameters by what identifies them. A path parameter is its position, and a header has no case. */
function parametersOf(references: References, { operation, item, path }: OperationOfPath): Map<string, Dict> {
  const positions = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  const parameters = [...listOf(item['parameters']), ...listOf(operation['parameters'])].map((parameter) =>
    references.object(parameter),
  );
  return new Map(
    parameters.map((parameter) => {
      const [location, name] = [String(parameter['in']), String(parameter['name'])];
      const position = location === 'path' ? positions.indexOf(name) : -1;
      const identity = position >= 0 ? String(position) : location === 'header' ? name.toLowerCase() : name;
      return [`${location} ${identity}`, parameter];
    }),
  );
}

function isRequired(parameter: Dict): boolean {
  return parameter['required'] === true || parameter['in'] === 'path';
}

function inWords(parameter: Dict): string {
  return isRequired(parameter) ? 'required' : 'optional';
}
