import type { DocumentPair } from './document-pair.js';
import { leftOver } from './compare-arrays.js';
import { found, type Found } from './found.js';
import { dictOf, listOf, mapOf, namesOfBoth, textsOf, type Dict } from '../description/json.js';
import type { References } from './references.js';

/** One way to authenticate: everything that has to be sent together, each `scheme` or `scheme with scope …`. */
type Way = ReadonlySet<string>;

/** Compares how a client may authenticate: the ways, and the schemes that they consist of. */
export function compareSecurity(pair: DocumentPair, old: Dict, now: Dict): Found[] {
  const names = schemesInBoth(pair);
  const before = waysOf(pair.old, old, names);
  const after = waysOf(pair.now, now, names);
  const [gone, fresh] = leftOver(before, after, (a, b) => isWithin(a, b) && isWithin(b, a));
  const findings: Found[] = [];
  const [removed, rest] = leftOver(gone, fresh, (a, b) => {
    const [tighter, looser] = [isWithin(a, b), isWithin(b, a)];
    // A tighter way is harmless if another way requires no more than the client sends.
    if (looser) findings.push(found('security-loosened', wayInWords(a), wayInWords(b)));
    else if (tighter && !isServed(a, after)) findings.push(found('security-tightened', wayInWords(a), wayInWords(b)));
    return looser || (tighter && !isServed(a, after));
  });
  return [
    ...findings,
    ...removed.map((way) =>
      isServed(way, after)
        ? found('security-loosened', wayInWords(way), 'another way requires no more')
        : found('security-removed', wayInWords(way), 'not taken'),
    ),
    ...rest.map((way) => found('security-added', 'not taken', wayInWords(way))),
    ...changedSchemes(pair, before, after),
  ];
}

function waysOf(references: References, operation: Dict, shared: ReadonlySet<string>): Way[] {
  const ways = listOf(operation['security'] ?? references.document['security']).map(
    (way) =>
      new Set(
        [...mapOf(way)].flatMap(([name, scopes]) => {
          const scheme = shared.has(name) ? name : definition(references, name);
          return [scheme, ...textsOf(scopes).map((scope) => `${scheme} with scope ${scope}`)];
        }),
      ),
  );
  return ways.length === 0 ? [new Set()] : ways;
}

/** The names of schemes that both documents have; another name for an equal scheme is not a change. */
function schemesInBoth({ old, now }: DocumentPair): Set<string> {
  const names = (references: References): string[] => [...schemesOf(references).keys()];
  return new Set(names(old).filter((name) => names(now).includes(name)));
}

function schemesOf(references: References): Map<string, unknown> {
  return mapOf(dictOf(references.document['components'])['securitySchemes']);
}

/** What a scheme is, without the words for people, the list of scopes that there are, and cases that do not count. */
function definition(references: References, name: string): string {
  const scheme = references.object(schemesOf(references).get(name));
  if (Object.keys(scheme).length === 0) return name;
  const { bearerFormat: _format, flows, ...rest } = scheme;
  const caseless = rest['type'] === 'http' ? 'scheme' : rest['in'] === 'header' ? 'name' : '';
  const plain = [...mapOf(flows)].map(([flow, value]) => [flow, { ...dictOf(value), scopes: undefined }] as const);
  return references.textOf({
    ...rest,
    ...(caseless === '' ? {} : { [caseless]: String(rest[caseless]).toLowerCase() }),
    ...(plain.length === 0 ? {} : { flows: Object.fromEntries(plain) }),
  });
}

function changedSchemes({ old, now }: DocumentPair, before: readonly Way[], after: readonly Way[]): Found[] {
  const used = (ways: readonly Way[]): string[] => ways.flatMap((way) => [...way]);
  const names = used(before).filter((name) => used(after).includes(name));
  return namesOfBoth(names, [])
    .filter((name) => schemesOf(old).has(name) && schemesOf(now).has(name))
    .filter((name) => definition(old, name) !== definition(now, name))
    .map((name) =>
      found('security-scheme-changed', `${name} ${definition(old, name)}`, `${name} ${definition(now, name)}`),
    );
}

function isServed(way: Way, ways: readonly Way[]): boolean {
  return ways.some((other) => isWithin(other, way));
}

function isWithin(inner: Way, outer: Way): boolean {
  return [...inner].every((name) => outer.has(name));
}

function wayInWords(way: Way): string {
  return way.size === 0 ? 'no credentials' : [...way].join(' and ');
}
