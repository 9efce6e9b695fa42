import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A whole check takes no longer, whatever the target does, in milliseconds. */
export const DEADLINE_MS = 300_000;

/** What the workers of one run hand on to each other: a failed test ends its worker. */
export interface RunState {
  /** Base64 of 32 bytes that only this run knows: makes pseudonyms, and seals what was learned. */
  key: string;
  /** When the run must be over, in milliseconds since the epoch. */
  deadline: number;
  /** How many requests were sent so far. */
  sent: number;
  /** Whether the first good request was served. */
  isServing: boolean;
  /** Why the target cannot be judged any further; absent while it can. */
  obstacle?: string;
  /** Takes out secrets only; for the customers of the embedded sandbox, who are fictional. */
  showPersonalData?: boolean;
}

/** Playwright gives its own environment to each worker that it starts. */
const VARIABLE = 'CONFORMANCE_RUN';

/** Hands a state on to the workers that this process starts from now on. */
export function handOn(state: RunState): void {
  process.env[VARIABLE] = JSON.stringify(state);
}

/** The state that was handed on. */
export function stateInEnvironment(): RunState {
  return JSON.parse(process.env[VARIABLE] ?? '') as RunState;
}

/** What redaction takes out of everything that a run writes. */
export interface Learned {
  secrets: string[];
  /** Ids of customers. */
  ids: string[];
  /** JSON texts whose personal values are taken out. */
  bodies: string[];
  /** The key of pseudonyms, if the run was given one. */
  pseudonymKey?: string | undefined;
}

/** The state of a run that begins. */
export function freshState(deadlineMs = DEADLINE_MS): RunState {
  return {
    key: randomBytes(32).toString('base64'),
    deadline: Date.now() + deadlineMs,
    sent: 0,
    isServing: false,
  };
}

/**
 * Encrypts what was learned. It has to reach our reporter, which takes it out of what was attached before, but other
 * reporters write every attachment down.
 */
export function sealed(learned: Learned, key: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(learned)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
}

/** Undoes {@link sealed}. */
export function unsealed(text: string, key: string): Learned {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  return JSON.parse(opened.toString()) as Learned;
}
