import { found, type Found } from './found.js';
import { dictOf, listOf, type Dict } from '../description/json.js';
import type { References } from './references.js';

/** The servers that a document, a path or an operation names. */
export function compareServers([old, before]: [References, Dict], [now, after]: [References, Dict]): Found[] {
  const [was, is] = [old.textOf(before['servers']), now.textOf(after['servers'])];
  if (was === is) return [];
  const [oldUrls, newUrls] = [urlsIn(before), urlsIn(after)];
  return [oldUrls === newUrls ? found('servers-changed', was, is) : found('servers-changed', oldUrls, newUrls)];
}

function urlsIn({ servers }: Dict): string {
  const urls = listOf(servers).map((server) => String(dictOf(server)['url']));
  return urls.length === 0 ? 'none' : urls.join(', ');
}
