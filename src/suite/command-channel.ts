import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import type { KnownDeviation } from '../report/results.js';
import type { TargetName } from '../targets/configuration.js';

/** What `check` starts Playwright for. */
export interface CheckRequest {
  target: TargetName;
  /** The folder that everything is written to. */
  out: string;
  showPersonalData: boolean;
  deviations: readonly KnownDeviation[];
  /** The version of the contract to judge by; absent: the newest. */
  contract?: string;
}

/** What Playwright asks `check`, and reports to it at the end. */
export type FromPlaywright = { asks: 'what to check' } | { exitCode: number };

/** A parent process that is not `check` does not answer. */
const PATIENCE_MS = 5000;

/**
 * Asks the process that started Playwright what to check; absent unless that is `check`. If it ends first, Playwright
 * and its workers end at once, so that nothing is written over an earlier report.
 */
export async function requestFromCheck(): Promise<CheckRequest | undefined> {
  if (process.send === undefined) return undefined;
  process.send({ asks: 'what to check' } satisfies FromPlaywright);
  try {
    const [answer] = (await once(process, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })) as unknown[];
    if (!isObject(answer) || typeof answer['target'] !== 'string') return undefined;
    const request = answer as unknown as CheckRequest;
    process.once('disconnect', () => {
      rmSync(workFolder(request.out), { recursive: true, force: true });
      endGroup();
    });
    return request;
  } catch {
    return undefined;
  }
}

/** Where Playwright works while it runs. */
export function workFolder(out: string): string {
  return join(out, 'test-results');
}

/** Reports the outcome of the run to `check`. */
export async function tellCheck(exitCode: number): Promise<void> {
  await new Promise<void>((done) => process.send?.({ exitCode } satisfies FromPlaywright, () => done()) ?? done());
}

/** Ends this process and those that it has started: `check` starts Playwright in a group of its own. */
export function endGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.exit(4);
  }
}
