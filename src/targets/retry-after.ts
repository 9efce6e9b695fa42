/** The two HTTP date formats that name their zone (RFC 9110, 5.6.7); the third, asctime, is not in use. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The wait that Retry-After requires, in milliseconds: whole seconds or an HTTP date (RFC 9110, 10.2.3). Undefined if
 * it is missing or neither. The client in `src/client` has its own copy, since it is published without the suite.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = HTTP_DATE.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
