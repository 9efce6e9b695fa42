import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
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

/** An answer for the thread to record. */
export interface LargeAnswer {
  id: string;
  exchange: Exchange;
  secrets: readonly string[];
}

/** What one answer adds to a sweep. */
export interface Addition {
  /** Whether the customer counts as recorded, as `Recorder.record` says. */
  counts: boolean;
  sums: Sums;
  /** Lines of findings.ndjson. */
  findings: object[];
}

/** A thread is replaced after it has judged this many bytes: the garbage of judging is many times larger. */
const MAX_JUDGED = 4 * 1024 * 1024;

/**
 * Judges large answers one after another in a separate thread, started on demand. The bytes of an answer are transferred
 * to the thread, so the answer must not be used afterwards.
 */
export class LargeAnswers {
  readonly #secrets: string[] = [];
  #thread: Worker | undefined;
  /** Bytes that this thread has judged. */
  #judged = 0;
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
  judge(id: string, exchange: Exchange): Promise<Addition | undefined> {
    const judged = this.#last.then(() => this.#judge({ id, exchange, secrets: this.#secrets }));
    this.#last = judged.catch(() => undefined);
    return judged;
  }

  /** Ends the thread, even in the middle of its work. */
  async close(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = undefined;
    this.#judged = 0;
  }

  async #judge(answer: LargeAnswer): Promise<Addition | undefined> {
    if (this.interruption.aborted) return undefined;
    this.#thread ??= new Worker(new URL('large-answers-thread.js', import.meta.url), { workerData: this.settings });
    const judged = once(this.#thread, 'message', { signal: this.interruption }) as Promise<[Addition]>;
    const bytes = answer.exchange.response?.bytes ?? new Uint8Array();
    this.#judged += bytes.length;
    this.#thread.postMessage(answer, [bytes.buffer as ArrayBuffer]);
    const [addition] = await judged.catch((error: unknown): [] => {
      if (this.interruption.aborted) return [];
      throw error;
    });
    if (this.#judged > MAX_JUDGED) await this.close();
    return addition;
  }
}
