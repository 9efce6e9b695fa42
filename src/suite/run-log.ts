import { randomBytes, randomUUID } from 'node:crypto';
import { conclusionsOf, type Part } from '../checks/judge.js';
import type { StoredExchange } from '../exchange/exchange.js';
import { redactionOf, sealed, unsealed, type Learned } from '../exchange/learned.js';
import type { Redaction } from '../exchange/redaction.js';
import { assembleResults, type JudgedRequirement, type JudgedRun } from '../report/assemble.js';
import type { Results } from '../report/results.js';
import { catalogue, whyExcluded, type RequirementId } from '../requirements/catalogue.js';

/** The limit of a whole check, in milliseconds. */
export const DEADLINE_MS = 300_000;

/** What the tests of a run know of each other; a failed test ends its worker, and the next one goes on from here. */
export interface RunState {
  /** Base64 of 32 bytes that only this run knows: makes pseudonyms, and seals what tests found. */
  key: string;
  /** When the run must be over, by {@link monotonicMs}; absent before its first request. */
  deadline?: number;
  sent: number;
  /** Whether the first valid request was served. */
  isServing: boolean;
  /** Whether the Large Government Agency customer was served. */
  isServingLga?: boolean;
  /** Why the target cannot be judged any further, redacted; absent while it can. */
  obstacle?: string;
  /** Takes out secrets only; for the customers of the embedded sandbox, who are fictional. */
  showPersonalData: boolean;
}

/** Milliseconds on the monotonic clock, which all processes of a machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** The state of a run that begins. */
export function freshState(showPersonalData = false): RunState {
  return { key: randomBytes(32).toString('base64'), sent: 0, isServing: false, showPersonalData };
}

/** What a test found. */
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

/** The name of the attachment with what a test found. */
export const RECORD = '_conformance';

/** What a test found, as an attachment; other reporters than ours write it down. */
export function recordOf(record: SpecRecord): Attachment {
  return { name: RECORD, contentType: 'application/octet-stream', body: sealed(record, record.state.key) };
}

const EXCHANGE = /^exchange (x\d+): /;

/** What a reader of Playwright's report finds at a test: the redacted exchange as JSON, named by its purpose and status. */
export function exchangeAttachment(stored: StoredExchange): Attachment {
  const came = stored.response === undefined ? 'no response' : `answered ${stored.response.status}`;
  const body = Buffer.from(JSON.stringify(stored, null, 2));
  return { name: `exchange ${stored.id}: ${stored.purpose}, ${came}`, contentType: 'application/json', body };
}

/** What came of a test. */
export interface EndedSpec {
  attachments: readonly Attachment[];
  /** What it is about; nothing if it was interrupted. */
  requirements: readonly RequirementId[];
  /** Where the suite broke down in it. */
  defect?: string | undefined;
}

/** What is said of a run as a whole. */
export interface RunContext extends Pick<JudgedRun, 'deviations' | 'contract'> {
  /** The requirements that the selected specs are about; the report says so if these are not all. */
  selected: ReadonlySet<RequirementId>;
  interrupted?: boolean;
}

/** Collects what the tests of one run attached, and makes its results of that. */
export class RunLog {
  readonly #startedAt = new Date();
  readonly #records: SpecRecord[] = [];
  /** The exchanges by their ids: several tests may attach the same one. */
  readonly #exchanges = new Map<string, Attachment[]>();
  /** Why tests of a requirement broke down. */
  readonly #broken = new Map<RequirementId, string>();

  /** @param key the key of the run, see {@link RunState} */
  constructor(private readonly key: string) {}

  /** What the run knows after the last test; absent before the first. */
  get state(): RunState | undefined {
    return this.#records.at(-1)?.state;
  }

  /** Takes in what came of a test. */
  add({ attachments, requirements, defect }: EndedSpec): void {
    const record = attachments.find(({ name }) => name === RECORD)?.body;
    if (record !== undefined) this.#records.push(unsealed(record, this.key) as SpecRecord);
    for (const attachment of attachments) {
      const [, id] = EXCHANGE.exec(attachment.name) ?? [];
      if (id !== undefined) this.#exchanges.set(id, [...(this.#exchanges.get(id) ?? []), attachment]);
    }
    const reason = defect ?? (record === undefined ? NOT_JUDGED : undefined);
    if (reason !== undefined) for (const id of requirements) this.#broken.set(id, reason);
  }

  /** The redaction of everything that the run has learned. */
  redaction(): Redaction {
    return redactionOf(this.#records.map(({ learned }) => learned));
  }

  /** The results of the run, ready to be written. Takes what was learned after they were attached out of exchanges. */
  results({ selected, interrupted = false, ...judging }: RunContext, redaction = this.redaction()): Results {
    const all = catalogue.filter((requirement) => whyExcluded(requirement) === undefined).length;
    const obstacle = this.state?.obstacle;
    return assembleResults({
      ...{ ...judging, run: randomUUID(), startedAt: this.#startedAt.toISOString() },
      target: this.#records[0]?.target ?? { name: '', baseUrl: '' },
      requirements: this.#requirements(selected, interrupted, redaction),
      exchanges: [...this.#exchanges.values()].map((attachments) => redactedExchange(attachments, redaction)),
      ...(obstacle === undefined ? {} : { obstacle }),
      remarks: [
        interrupted ? 'The run was interrupted: this is a part of it.' : '',
        selected.size < all ? `The run was filtered: it is about ${selected.size} of ${all} requirements.` : '',
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
      // A test that is interrupted at its beginning ends like any other, with nothing to show.
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

/** An exchange without what was learned since it was attached; its attachments are redacted in place. */
function redactedExchange(attachments: readonly Attachment[], redaction: Redaction): StoredExchange {
  const stored = redaction.again(JSON.parse(new TextDecoder().decode(attachments[0]?.body)) as StoredExchange);
  const { body } = exchangeAttachment(stored);
  for (const attachment of attachments) attachment.body = body;
  return stored;
}
