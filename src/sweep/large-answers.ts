import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answered } from '../checks/answer.js';
import type { Exchange } from '../exchange/exchange.js';
import type { KnownDeviation } from '../report/results.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import type { Sums } from './sums.js';

/** What a recorder needs to know of a sweep. */
export interface RecorderSettings {
  configuration: TargetConfiguration;
  pseudonymKey: string | Uint8Array;
  deviations: readonly KnownDeviation[];
}

/** What is to be recorded of a customer: its answer, or that there was no valid one. */
export type RecordedAnswer = { isAnswer: true; exchange: Answered } | { isAnswer: false; exchange: Exchange };

/** What the thread is to do. */
export type LargeAnswer = RecordedAnswer & { id: string; secrets: readonly string[] };

/** What one answer adds to a sweep. */
export interface Addition {
  /** Whether the customer counts as recorded, as `Recorder.record` says. */
  counts: boolean;
  sums: Sums;
  /** Lines of findings.ndjson. */
  findings: object[];
}

/** Judging and redacting a body of this size, in bytes, takes some hundredths of a second; of 5 MiB it takes seconds. */
const LARGE = 64 * 1024;

/** Whether the answer of an exchange is so large that other requests and signals must not wait for its judgment. */
export function isLarge({ response }: Exchange): boolean {
  return response !== undefined && response.bytes.length > LARGE;
}

/** Judges large answers in a thread of its own, which is started with the first of them; one after another. */
export class LargeAnswers {
  readonly #secrets: string[] = [];
  #thread: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly settings: RecorderSettings,
    private readonly interruption: AbortSignal,
  ) {}

  /** Remembers one more secret, such as a token that was fetched. */
  learnSecret(secret: string): void {
    this.#secrets.push(secret);
  }

  /** What an answer adds to the sweep; absent if the sweep was interrupted before that was known. */
  judge(id: string, answer: RecordedAnswer): Promise<Addition | undefined> {
    const judged = this.#last.then(() => this.#judge({ ...answer, id, secrets: this.#secrets }));
    this.#last = judged.catch(() => undefined);
    return judged;
  }

  /** Ends the thread, even in the middle of its work. */
  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  async #judge(answer: LargeAnswer): Promise<Addition | undefined> {
    if (this.interruption.aborted) return undefined;
    this.#thread ??= new Worker(new URL('large-answers-thread.js', import.meta.url), { workerData: this.settings });
    const judged = once(this.#thread, 'message', { signal: this.interruption }) as Promise<[Addition]>;
    this.#thread.postMessage(answer);
    return judged.then(
      ([addition]) => addition,
      (error: unknown) => {
        if (this.interruption.aborted) return undefined;
        throw error;
      },
    );
  }
}
