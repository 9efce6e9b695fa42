import { compareDocumentation } from './compare-keywords.js';
import type { DocumentPair } from './document-pair.js';
import { found, type Found } from './found.js';
import { canonical, dictOf, isDict, listOf, mapOf, sideBySide, type Dict } from '../description/json.js';
import type { References } from './references.js';
import { isDocumentation } from '../description/documentation.js';

/** The same object of the description in both documents. */
type Both = Pick<DocumentPair, 'old' | 'now'>;

/**
 * Compares what every object of the description other than a schema may have: servers, deprecation, documentation, and
 * anything that this command does not interpret, of which any difference counts as the worst case.
 *
 * @param known the names that are compared elsewhere
 * @param words further names that are documentation
 */
export function compareObject(
  both: Both,
  old: Dict,
  now: Dict,
  known: readonly string[],
  words: string[] = [],
): Found[] {
  const [before, after] = [restOf(both.old, old, [...known, ...words]), restOf(both.now, now, [...known, ...words])];
  return [
    ...compareServers(both, old, now),
    ...compareDeprecation(old, now),
    ...sideBySide(before, after)
      .filter(([, was, is]) => was !== is)
      .map(([name, was, is]) => found('keyword-changed', was ?? `no ${name}`, is ?? `no ${name}`)),
    ...compareDocumentation(wordsOf(both.old, old, words), wordsOf(both.now, now, words)),
  ];
}

/** The style of a parameter or header if it says none, by where it is. */
const STYLES: Readonly<Partial<Record<string, string>>> = { query: 'form', cookie: 'form' };

/** A parameter or header with its serialization as one text, also if it leaves it to the defaults. One with content has none. */
export function serialized(object: Dict): Dict {
  if (object['content'] !== undefined) return object;
  const { style = STYLES[String(object['in'])] ?? 'simple', explode = style === 'form', ...rest } = object;
  return { ...rest, style: explode === true ? `${String(style)}, exploded` : style };
}

function compareServers({ old, now }: Both, before: Dict, after: Dict): Found[] {
  const [was, is] = [old.textOf(before['servers']), now.textOf(after['servers'])];
  if (was === is) return [];
  const [oldUrls, newUrls] = [urlsIn(before), urlsIn(after)];
  return [oldUrls === newUrls ? found('servers-changed', was, is) : found('servers-changed', oldUrls, newUrls)];
}

function urlsIn({ servers }: Dict): string {
  const urls = listOf(servers).map((server) => String(dictOf(server)['url']));
  return urls.length === 0 ? 'none' : urls.join(', ');
}

function compareDeprecation(old: Dict, now: Dict): Found[] {
  const [before, after] = [old['deprecated'] === true, now['deprecated'] === true];
  if (before === after) return [];
  return after ? [found('deprecated', 'in use', 'deprecated')] : [found('undeprecated', 'deprecated', 'in use')];
}

function wordsOf(references: References, object: Dict, more: readonly string[]): Map<string, string> {
  const said = Object.entries(object).filter(([name]) => isDocumentation(name) || more.includes(name));
  return new Map(
    said.map(([name, value]) => [name, canonical(name === 'examples' ? examples(references, value) : value)]),
  );
}

/** Examples may be in the components. */
function examples(references: References, value: unknown): unknown {
  if (!isDict(value)) return value;
  return Object.fromEntries([...mapOf(value)].map(([name, example]) => [name, references.follow(example)]));
}

function restOf(references: References, object: Dict, known: readonly string[]): Map<string, string> {
  const isKnown = (name: string): boolean =>
    known.includes(name) || name === 'servers' || name === 'deprecated' || isDocumentation(name);
  const rest = Object.entries(object).filter(
    ([name, value]) => !isKnown(name) && value !== undefined && value !== false,
  );
  return new Map(rest.map(([name, value]) => [name, `${name} ${references.textOf(value)}`]));
}
