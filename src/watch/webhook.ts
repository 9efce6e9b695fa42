import { defined } from '../defined.js';
import { Transport, type TransportOptions } from '../exchange/transport.js';
import { attemptsAt, isTransient, pause, pauseBefore } from '../targets/retry.js';
import { suiteVersion } from '../suite-version.js';
import type { PartChanges } from './changes.js';
import type { DigestContext } from './digest.js';

/** The body posted to a webhook; documented in docs/watch.md. */
export interface Notification {
  event: 'vipmp-conformance.watch';
  suite: { name: string; version: string };
  target: { name: string; baseUrl: string };
  startedAt: string;
  exitCode: number;
  /** The watch that this one is compared with; absent for the first. */
  previous?: { startedAt: string; exitCode: number };
  changes: readonly PartChanges[];
  /** The page of the CI job with the reports; absent outside CI. */
  link?: string;
  /** The digest in Markdown, under the key that chat systems expect. */
  text: string;
}

/** The notification of a watch. It is redacted, since everything in it comes from reports. */
export function notificationOf(
  changes: readonly PartChanges[],
  digest: string,
  { now, previous, link }: DigestContext,
): Notification {
  const { startedAt, exitCode, target } = now;
  return defined({
    event: 'vipmp-conformance.watch' as const,
    suite: { name: 'vipmp-conformance', version: suiteVersion() },
    target,
    startedAt,
    exitCode,
    previous: previous && { startedAt: previous.startedAt, exitCode: previous.exitCode },
    changes,
    link,
    text: digest,
  });
}

/**
 * Posts a notification, and retries transient failures.
 *
 * @returns why it could not be delivered, without the address, which is a secret; undefined if it was
 */
export async function post(
  url: string,
  notification: Notification,
  options: TransportOptions,
): Promise<string | undefined> {
  const transport = new Transport(options);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await transport.send({
        purpose: 'webhook',
        method: 'POST',
        url,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(notification),
      });
      const { response, failure } = exchange;
      if (response !== undefined && response.status < 300) return undefined;
      const wait = isTransient(exchange) ? pauseBefore(attempt, exchange) : undefined;
      if (wait === undefined || attempt >= attemptsAt(exchange)) {
        return failure?.message ?? `${new URL(url).host} answered ${response?.status ?? 'nothing'}`;
      }
      await pause(wait, new AbortController().signal);
    }
  } finally {
    await transport.close();
  }
}
