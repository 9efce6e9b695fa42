import { randomBytes, randomUUID } from 'node:crypto';
import { remembered } from '../remembered.js';
import { conclusionsOf, type Part } from '../checks/judge.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { redactionOf, sealed, unsealed, type Learned } from '../exchange/learned.js';
import type { Redaction } from '../exchange/redaction.js';
import { assembleResults, type JudgedRequirement, type JudgedRun } from '../report/assemble.js';
import type { Results } from '../report/results.js';
import { catalogue, whyExcluded, type RequirementId } from '../requirements/catalogue.js';

/** The limit of a whole check, in milliseconds. */
export const DEADLINE_MS = 300_000;

/** The state that tests of a run share. A failed test ends its worker, and the next worker continues from this. */
export interface RunState {
  /** Base64 of 32 random bytes, the secret of this run: makes pseudonyms, and seals the records of tests. */
  key: string;
  /** The deadline of the run, by {@link monotonicMs}; absent before its first request. */
  deadline?: number;
  sent: number;
  /** Whether the first valid request was served. */
  isServing: boolean;
  /** Whether the Large Government Agency customer was served. */
  isServingLga?: boolean;
  /** Why the target cannot be judged any further, redacted; absent while it can. */
  obstacle?: string;
  /** Whether only secrets are redacted, for the fictional customers of the embedded sandbox. */
  showPersonalData: boolean;
}

/** Milliseconds on the monotonic clock, which all processes of a machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** The state of a new run. */
export function freshState(showPersonalData = false): RunState {
  return { key: randomBytes(32).toString('base64'), sent: 0, isServing: false, showPersonalData };
}

/** The record of one test. */
export interface SpecRecord {
  target: { name: string; baseUrl: string };
  state: RunState;
  /** Redacted. */
  parts: Part[];
  learned: Learned;
}

/** An attachment of a test, whose body can be replaced. */
export interface Attachment {
  name: string;
  contentType: string;
  body?: Buffer | undefined;
}

/** The name of the attachment with the record of a test. */
export const RECORD = '_conformance';

/** A test's record as an attachment, encrypted, since other reporters store attachments. */
export function recordOf(record: SpecRecord): Attachment {
  return { name: RECORD, contentType: 'application/octet-stream', body: sealed(record, record.state.key) };
}

const EXCHANGE = /^exchange (x\d+): /;

/** A redacted exchange as a JSON attachment for Playwright's report, named by purpose and status. */
export function exchangeAttachment(stored: StoredExchange): Attachment {
  const came = stored.response === undefined ? 'no response' : `answered ${stored.response.status}`;
  const body = Buffer.from(JSON.stringify(stored, null, 2));
  return { name: `exchange ${stored.id}: ${stored.purpose}, ${came}`, contentType: 'application/json', body };
}

/** A test that has ended. */
export interface EndedSpec {
  attachments: readonly Attachment[];
  /** The requirements it judges; empty if it was interrupted. */
  requirements: readonly RequirementId[];
  /** The place of a defect of the suite, if there was one. */
  defect?: string | undefined;
}

/** Properties of the run as a whole. */
export interface RunContext extends Pick<JudgedRun, 'deviations' | 'contract'> {
  /** The requirements of the selected specs; the report says so if these are not all. */
  selected: ReadonlySet<RequirementId>;
  interrupted?: boolean;
}

/** Collects the attachments of one run's tests, and builds its results from them. */
export class RunLog {
  readonly #startedAt = new Date();
  readonly #records: SpecRecord[] = [];
  /** The exchanges by id; several tests may attach the same one. */
  readonly #exchanges = new Map<string, Attachment[]>();
  /** The reason why a test of each requirement broke down. */
  readonly #broken = new Map<RequirementId, string>();

  /** @param key the key of the run, see {@link RunState} */
  constructor(private readonly key: string) {}

  /** The state after the last test; undefined before the first. */
  get state(): RunState | undefined {
    return this.#records.at(-1)?.state;
  }

  /** Adds the attachments and the outcome of a test. */
  add({ attachments, requirements, defect }: EndedSpec): void {
    const record = attachments.find(({ name }) => name === RECORD)?.body;
    if (record !== undefined) this.#records.push(unsealed(record, this.key) as SpecRecord);
    for (const attachment of attachments) {
      const [, id] = EXCHANGE.exec(attachment.name) ?? [];
      if (id !== undefined) remembered(this.#exchanges, id, () => []).push(attachment);
    }
    const reason = defect ?? (record === undefined ? NOT_JUDGED : undefined);
    if (reason !== undefined) for (const id of requirements) this.#broken.set(id, reason);
  }

  /** The redaction of every value that the run has learned. */
  redaction(): Redaction {
    return redactionOf(this.#records.map(({ learned }) => learned));
  }

  /** The results of the run, ready to write. Exchanges are redacted again, with values learned later. */
  results({ selected, interrupted = false, ...judging }: RunContext, redaction = this.redaction()): Results {
    const all = catalogue.filter((requirement) => whyExcluded(requirement) === undefined).length;
    return assembleResults({
      ...{ ...judging, run: randomUUID(), startedAt: this.#startedAt.toISOString() },
      target: this.#records[0]?.target ?? { name: '', baseUrl: '' },
      requirements: this.#requirements(selected, interrupted, redaction),
      exchanges: [...this.#exchanges.values()].map((attachments) => redactedExchange(attachments, redaction)),
      obstacle: this.state?.obstacle,
      remarks: [
        interrupted ? 'The run was interrupted: this report is partial.' : '',
        selected.size < all ? `The run was filtered: it covers ${selected.size} of ${all} requirements.` : '',
      ],
    });
  }

  #requirements(selected: RunContext['selected'], interrupted: boolean, redaction: Redaction): JudgedRequirement[] {
    const concluded = new Map(conclusionsOf(this.#records.flatMap(({ parts }) => parts)).map((it) => [it.id, it]));
    return catalogue.flatMap((requirement): JudgedRequirement[] => {
      const { id } = requirement;
      const reason = whyExcluded(requirement);
      if (reason !== undefined) return [{ id, verdict: 'excluded', reason }];
      if (!selected.has(id)) return [];
      const judged = concluded.get(id);
      // A test that is interrupted as it starts ends without a record.
      const why = this.#broken.get(id);
      const broken = interrupted && why === NOT_JUDGED ? undefined : why;
      if (judged === undefined && broken === undefined && interrupted) {
        return [{ id, verdict: 'inconclusive', reason: 'The run was interrupted before this was judged.' }];
      }
      const findings = judged?.findings.map((finding) => redaction.finding(finding)) ?? [];
      return judged !== undefined && (broken === undefined || judged.verdict === 'fail')
        ? [{ ...judged, findings }]
        : [{ id, ...judged, findings, verdict: 'error', reason: broken ?? NOT_JUDGED }];
    });
  }
}

const NOT_JUDGED = 'The suite ended before it judged this.';

/** Redacts an exchange with values learned after it was attached; its attachments are redacted in place. */
function redactedExchange(attachments: readonly Attachment[], redaction: Redaction): StoredExchange {
  const stored = redaction.again(JSON.parse(new TextDecoder().decode(attachments[0]?.body)) as StoredExchange);
  const { body } = exchangeAttachment(stored);
  for (const attachment of attachments) attachment.body = body;
  return stored;
}
