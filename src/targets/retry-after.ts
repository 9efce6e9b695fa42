/** The forms of an HTTP date that name their zone (RFC 9110, 5.6.7); the third, of C's asctime, is not in use. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The wait that a Retry-After requires, in milliseconds, by RFC 9110, 10.2.3: whole seconds or an HTTP date. Absent if
 * there is none, or it is neither. The client in `src/client` has its own, since it is published without the suite.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = HTTP_DATE.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
