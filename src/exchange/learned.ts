import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { bodyOf } from './body.js';
import type { Exchange } from './exchange.js';
import { personalValuesOf, type PersonalValues } from './personal-values.js';
import { Pseudonyms } from './pseudonym.js';
import { Redaction } from './redaction.js';

/** What redaction takes out of everything that a run writes. */
export interface Learned {
  pseudonymKey: string;
  secrets: string[];
  /** Ids of customers. */
  ids: string[];
  /** The personal data of bodies. */
  personal: PersonalValues[];
}

/** The redaction of everything that a run has learned, for what was attached before it was learned. */
export function redactionOf(learned: readonly Learned[]): Redaction {
  const secrets = learned.flatMap((bit) => bit.secrets);
  const redaction = new Redaction(pseudonymsOf(learned), secrets);
  for (const values of learned.flatMap(({ personal }) => personal)) redaction.learnValues(values);
  return redaction;
}

function pseudonymsOf(learned: readonly Learned[]): Pseudonyms {
  const pseudonyms = new Pseudonyms(learned[0]?.pseudonymKey ?? randomBytes(32));
  for (const id of learned.flatMap(({ ids }) => ids)) pseudonyms.of(id);
  return pseudonyms;
}

/** The redaction of a worker, which passes on what it learns, so that others redact it too. */
export class LearningRedaction extends Redaction {
  readonly #showPersonalData: boolean;
  readonly #bodies = new Set<string>();
  #learned: Learned;

  /** @param known what must never be shown, from the start */
  constructor(known: Learned, { showPersonalData = false } = {}) {
    super(pseudonymsOf([known]), known.secrets, { showPersonalData });
    this.#showPersonalData = showPersonalData;
    this.#learned = known;
  }

  override learnSecret(secret: string): void {
    super.learnSecret(secret);
    this.#learned.secrets.push(secret);
  }

  /** Learns the personal values in the body of a response. */
  learnBody({ response }: Exchange): void {
    const body = response === undefined ? undefined : bodyOf(response);
    if (body?.kind !== 'json' || this.#bodies.has(body.text)) return;
    this.#bodies.add(body.text);
    if (this.#showPersonalData) return;
    const values = personalValuesOf(body.value);
    this.learnValues(values);
    this.#learned.personal.push(values);
  }

  /** What was learned since the last time. */
  take(): Learned {
    const learned = this.#learned;
    this.#learned = { ...learned, secrets: [], ids: [], personal: [] };
    return learned;
  }
}

/** Encrypts a value whose transport others may store. @param key Base64 of 32 bytes */
export function sealed(value: object, key: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** Undoes {@link sealed}. */
export function unsealed(bytes: Uint8Array, key: string): unknown {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  return JSON.parse(text.toString());
}
