import { conclusionOf, type Part } from '../checks/judge.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { Redaction } from '../exchange/redaction.js';
import type { SuiteRun } from '../report/suite-run.js';
import { catalogue, type RequirementId } from '../requirements/catalogue.js';
import { unsealed, type Learned, type RunState } from './run-state.js';

/** How the names of attachments with an exchange begin. */
export const EXCHANGE = 'exchange ';

/** The name of the attachment with what a test found; our reporter takes it out of Playwright's report. */
export const RECORD = '_conformance';

/** What a test found. Everything in it is redacted, or sealed. */
export interface SpecRecord {
  target: { name: string; baseUrl: string };
  /** What the run knows after it. */
  state: Omit<RunState, 'key'>;
  parts: Part[];
  /** What redaction learned in it, sealed. */
  learned: string;
  /** Somebody ended the run. */
  interrupted?: true;
}

/** An attachment of a test, whose body can be replaced. */
export interface Attachment {
  name: string;
  contentType: string;
  body?: Buffer;
}

/** Collects what the tests of one run attached, in the order in which they ended. */
export class RunLog {
  readonly #key: string;
  readonly #startedAt = new Date();
  readonly #records: SpecRecord[] = [];
  readonly #exchanges = new Map<string, Attachment>();
  readonly #learned: Learned = { secrets: [], ids: [], bodies: [] };
  readonly #asked = new Set<RequirementId>();
  readonly #broken = new Map<RequirementId, string>();

  /** @param key the key of the run, see {@link RunState} */
  constructor(key: string) {
    this.#key = key;
  }

  /** What the run knows after the last test; absent before the first. */
  get state(): SpecRecord['state'] | undefined {
    return this.#records.at(-1)?.state;
  }

  /**
   * Takes in what a test attached.
   *
   * @param requirements what the test is about
   * @param defect what it threw that is no violation
   */
  add(attachments: readonly Attachment[], requirements: readonly RequirementId[], defect?: string): void {
    const record = attachments.find(({ name }) => name === RECORD)?.body;
    if (record !== undefined) {
      const parsed = JSON.parse(record.toString()) as SpecRecord;
      this.#records.push(parsed);
      const learned = unsealed(parsed.learned, this.#key);
      for (const name of ['secrets', 'ids', 'bodies'] as const) this.#learned[name].push(...learned[name]);
      this.#learned.pseudonymKey ??= learned.pseudonymKey;
    }
    for (const attachment of attachments) {
      const id = exchangeId(attachment);
      if (id !== undefined && !this.#exchanges.has(id)) this.#exchanges.set(id, attachment);
    }
    for (const id of requirements) this.#asked.add(id);
    const reason = defect ?? (record === undefined ? 'The suite ended before it judged this.' : undefined);
    if (reason !== undefined) for (const id of requirements) this.#broken.set(id, reason);
  }

  /** Takes everything that the run has learned out of what was attached. */
  redaction(): Redaction {
    const { pseudonymKey, ids, secrets, bodies } = this.#learned;
    const pseudonyms = new Pseudonyms(pseudonymKey ?? Buffer.from(this.#key, 'base64'));
    for (const id of ids) pseudonyms.of(id);
    const redaction = new Redaction(pseudonyms, secrets);
    for (const body of bodies) redaction.learn(JSON.parse(body));
    return redaction;
  }

  /** What the whole run found. */
  run(redaction = this.redaction()): SuiteRun {
    const parts = this.#records.flatMap((record) => record.parts);
    const obstacle = this.state?.obstacle;
    const requirements = catalogue.flatMap((requirement) => {
      const own = parts.filter((part) => part.requirement === requirement.id);
      const reason = this.#broken.get(requirement.id);
      if (own.length === 0 && !this.#asked.has(requirement.id)) return [];
      const { findings, ...concluded } = conclusionOf(requirement, own);
      const isBroken = reason !== undefined && concluded.verdict !== 'fail';
      return [
        {
          ...concluded,
          ...(isBroken ? { verdict: 'error' as const, reason } : {}),
          findings: findings.map((finding) => redaction.finding(finding)),
        },
      ];
    });
    return {
      target: this.#records[0]?.target ?? { name: '', baseUrl: '' },
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
      ...(obstacle === undefined ? {} : { obstacle }),
      ...(this.#records.some(({ interrupted }) => interrupted === true) ? { interrupted: true as const } : {}),
      requirements,
      exchanges: [...this.#exchanges.values()].map((attachment) => redactAgain(attachment, redaction)),
    };
  }
}

/** Takes what was learned later out of an attached exchange, in place. */
export function redactAgain(attachment: Attachment, redaction: Redaction): StoredExchange {
  const stored = redaction.again(JSON.parse(String(attachment.body)) as StoredExchange);
  attachment.body = Buffer.from(JSON.stringify(stored, null, 2));
  return stored;
}

/** The id of the exchange in an attachment; absent if it holds none. */
export function exchangeId({ name }: Attachment): string | undefined {
  return name.startsWith(EXCHANGE) ? name.slice(EXCHANGE.length).split(':')[0] : undefined;
}
