import { compareDocumentation } from './compare-keywords.js';
import { compareOperation, METHODS } from './compare-operations.js';
import { SchemaComparison } from './compare-schemas.js';
import type { DocumentPair } from './document-pair.js';
import { documentationOf, expanded, withoutWords } from './documents.js';
import { found } from './found.js';
import { canonical, dictOf, isDict, listOf, mapOf, namesOfBoth, type Dict } from './json.js';
import { placed, within, type Place, type Placed } from './place.js';
import { References } from './references.js';

const DOCUMENT: Place = { words: 'the document', touched: 'both', oldKeys: [], newKeys: [] };

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
  return [...paths, ...webhooks(pair), ...unusedSchemas(pair), ...placed(DOCUMENT, wholeDocument(pair))];
}

function comparePaths(pair: DocumentPair): Placed[] {
  const [before, after] = [pathsOf(pair.old), pathsOf(pair.now)];
  return namesOfBoth(before.keys(), after.keys()).flatMap((template) => {
    const [old, now] = [before.get(template), after.get(template)];
    const path = old?.path ?? now?.path ?? template;
    const place: Place = {
      words: path,
      touched: 'both',
      oldKeys: ['paths', old?.path ?? path],
      newKeys: ['paths', now?.path ?? path],
    };
    if (now === undefined) return placed(place, [found('path-removed', methodsIn(old?.item), 'absent')]);
    if (old === undefined) return placed(place, [found('path-added', 'absent', methodsIn(now.item))]);
    const renamed = old.path === now.path ? [] : [found('path-parameter-renamed', old.path, now.path)];
    return [
      ...placed(within(place, '', 'both'), renamed),
      ...placed(place, compareDocumentation(documentationOf(pair.old, old.item), documentationOf(pair.now, now.item))),
      ...METHODS.flatMap((method) => compareMethod(pair, place, method, old.item, now.item)),
    ];
  });
}

function compareMethod(pair: DocumentPair, path: Place, method: string, oldItem: Dict, newItem: Dict): Placed[] {
  const [before, after] = [oldItem[method], newItem[method]];
  if (!isDict(before) && !isDict(after)) return [];
  const place = {
    ...path,
    words: `${method.toUpperCase()} ${path.words}`,
    oldKeys: operationKeys(path.oldKeys, method, before),
    newKeys: operationKeys(path.newKeys, method, after),
  };
  if (!isDict(after)) return placed(place, [found('operation-removed', method.toUpperCase(), 'absent')]);
  if (!isDict(before)) return placed(place, [found('operation-added', 'absent', method.toUpperCase())]);
  return compareOperation(
    pair,
    place,
    { operation: before, item: oldItem, path: path.oldKeys[1] ?? '' },
    { operation: after, item: newItem, path: path.newKeys[1] ?? '' },
  );
}

/** Paths by their templates without the names of the parameters, which are not sent. */
function pathsOf(references: References): Map<string, { path: string; item: Dict }> {
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

function operationKeys(path: readonly string[], method: string, operation: unknown): string[] {
  const { operationId } = dictOf(operation);
  return typeof operationId === 'string' ? ['operations', operationId] : [...path, method];
}

function webhooks({ old, now }: DocumentPair): Placed[] {
  const text = (references: References): string =>
    canonical(withoutWords(expanded(references, references.document['webhooks'] ?? {})));
  if (text(old) === text(now)) return [];
  const names = (references: References): string => [...mapOf(references.document['webhooks']).keys()].join(', ');
  return placed({ ...DOCUMENT, words: 'webhooks' }, [
    found('callback-changed', names(old) || 'none', names(now) || 'none'),
  ]);
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
    const keys = ['components', 'schemas', name];
    const place: Place = { words: `unused schema ${name}`, touched: 'neither', oldKeys: keys, newKeys: keys };
    return placed(place, reads.compare([schema], [after.get(name)]));
  });
}

function wholeDocument({ old, now }: DocumentPair) {
  const servers = (references: References): string =>
    listOf(references.document['servers'])
      .map((server) => String(dictOf(server)['url']))
      .join(', ');
  const documentation = ({ document }: References): Map<string, string> =>
    new Map(
      ['openapi', 'info', 'tags', 'externalDocs', ...Object.keys(document).filter((name) => name.startsWith('x-'))]
        .filter((name) => document[name] !== undefined)
        .map((name) => [name, canonical(document[name])]),
    );
  return [
    ...(servers(old) === servers(now)
      ? []
      : [found('servers-changed', servers(old) || 'none', servers(now) || 'none')]),
    ...compareDocumentation(documentation(old), documentation(now)),
  ];
}
