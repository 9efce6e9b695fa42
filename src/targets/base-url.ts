/**
 * A sentence about a root that ends in the path which every request adds, with a blank before it; empty if it does
 * not. Only the responses show whether that is a mistake.
 *
 * @param url the root, or the address of a customer below it
 */
export function pathThereTwice(url: string): string {
  const path = new URL(url).pathname.replace(/\/+$/, '').replace(/\/v3\/customers\/[^/]*$/, '');
  const [twice] = /\/v3(?:\/customers)?$/.exec(path) ?? [];
  return twice === undefined ? '' : ` VIPMP_BASE_URL ends in ${twice}, so that the path is there twice: leave it out.`;
}
