/**
 * A sentence, with a leading space, that a root ends in the path that every request adds; empty if it does not. Only
 * the responses show whether that is a mistake.
 *
 * @param url the root, or the address of a customer below it
 */
export function repeatedPathNote(url: string): string {
  const path = new URL(url).pathname.replace(/\/+$/, '').replace(/\/v3\/customers\/[^/]*$/, '');
  const [twice] = /\/v3(?:\/customers)?$/.exec(path) ?? [];
  return twice === undefined ? '' : ` VIPMP_BASE_URL ends in ${twice}, so requests have it twice: leave it out.`;
}
