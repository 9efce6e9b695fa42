import { compareOperation, METHODS } from './compare-operations.js';
import { SchemaComparison } from './compare-schemas.js';
import type { DocumentPair, Path } from './document-pair.js';
import { compareObject } from './documents.js';
import { found, placed, type Place, type Placed } from './found.js';
import { dictOf, isDict, mapOf, sideBySide, type Dict } from '../description/json.js';
import { References } from './references.js';

const WORDS = ['openapi', 'info', 'tags'];
const DOCUMENT: Place = { words: 'the document', touched: 'both' };

/** All differences between two bundled OpenAPI documents, each with its place. */
export function compareDocuments(oldDocument: Dict, newDocument: Dict): Placed[] {
  const [old, now] = [new References(oldDocument), new References(newDocument)];
  const pair: DocumentPair = {
    old,
    now,
    reads: new SchemaComparison(old, now, false),
    sends: new SchemaComparison(old, now, true),
    shared: new Map(),
  };
  const paths = comparePaths(pair);
  const whole = compareObject(pair, oldDocument, newDocument, ['security', 'paths', 'components'], WORDS);
  return [...paths, ...deepSchemas(pair), ...unusedSchemas(pair), ...placed(DOCUMENT, whole)];
}

function comparePaths(pair: DocumentPair): Placed[] {
  const [before, after] = [pathsOf(pair.old), pathsOf(pair.now)];
  return sideBySide(before, after).flatMap(([template, old, now]) => {
    const path = old?.path ?? now?.path ?? template;
    const place: Place = { words: path, touched: 'both' };
    if (now === undefined) return placed(place, [found('path-removed', methodsIn(old?.item), 'absent')]);
    if (old === undefined) return placed(place, [found('path-added', 'absent', methodsIn(now.item))]);
    const renamed = old.path === now.path ? [] : [found('path-parameter-renamed', old.path, now.path)];
    return [
      ...placed(place, [...renamed, ...compareObject(pair, old.item, now.item, ['parameters', ...METHODS])]),
      ...METHODS.flatMap((method) => compareMethod(pair, place, method, old, now)),
    ];
  });
}

function compareMethod(pair: DocumentPair, path: Place, method: string, old: Path, now: Path): Placed[] {
  const [before, after] = [old.item[method], now.item[method]];
  if (!isDict(before) && !isDict(after)) return [];
  const place = { ...path, words: `${method.toUpperCase()} ${path.words}` };
  if (!isDict(after)) return placed(place, [found('operation-removed', method.toUpperCase(), 'absent')]);
  if (!isDict(before)) return placed(place, [found('operation-added', 'absent', method.toUpperCase())]);
  return compareOperation(pair, place, { operation: before, ...old }, { operation: after, ...now });
}

/** Paths by their templates without the names of the parameters, which are not sent. */
function pathsOf(references: References): Map<string, Path> {
  const paths = [...mapOf(references.document['paths'])].filter(([path]) => path.startsWith('/'));
  return new Map(
    paths.map(([path, item]) => [path.replace(/\{[^}]*\}/g, '{}'), { path, item: references.object(item) }]),
  );
}

function methodsIn(item: Dict | undefined): string {
  return METHODS.filter((method) => isDict(item?.[method]))
    .map((method) => method.toUpperCase())
    .join(', ');
}

function deepSchemas({ reads, sends }: DocumentPair): Placed[] {
  return [reads, sends].flatMap((comparison) =>
    comparison
      .deferred()
      .flatMap(([name, findings]) =>
        placed({ words: `schema ${name}`, touched: comparison.sent ? 'sends' : 'reads' }, findings),
      ),
  );
}

/** Schemas of both documents that no operation leads to. */
function unusedSchemas({ old, now, reads, sends }: DocumentPair): Placed[] {
  const schemas = (references: References): Map<string, unknown> =>
    mapOf(dictOf(references.document['components'])['schemas']);
  const [before, after] = [schemas(old), schemas(now)];
  const unused = [...before].filter(
    ([name, schema]) => after.has(name) && ![reads, sends].some((side) => side.hasVisited(schema)),
  );
  return unused.flatMap(([name, schema]) => {
    const place: Place = { words: `unused schema ${name}`, touched: 'neither' };
    return placed(place, reads.compare([schema], [after.get(name)]));
  });
}
