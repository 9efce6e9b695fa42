import { defined } from '../defined.js';
import { bodyOf } from '../exchange/body.js';
import type { Exchange } from '../exchange/exchange.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { Redaction } from '../exchange/redaction.js';
import { once } from '../remembered.js';
import { isPlaceholder } from './placeholder.js';

const MAX_SECRETS = 1000;

/** Makes redactions for a recording. Each knows all credentials so far, but only the current customer. */
export class RecordingRedaction {
  readonly #key: string | Uint8Array;
  readonly #secrets = new Set<string>();

  /** @param pseudonymKey the key for customer pseudonyms */
  constructor(pseudonymKey: string | Uint8Array) {
    this.#key = pseudonymKey;
  }

  /** The redaction for findings on several requests. */
  ofRequests(): Redaction {
    return new Redaction(new Pseudonyms(this.#key), this.#secrets);
  }

  /** The redaction for a saved body, and the pseudonym of the customer it names, if any; made on first use. */
  ofBody(value: unknown, customerId: string | undefined): () => { redaction: Redaction; pseudonym?: string } {
    return once(() => {
      const pseudonyms = new Pseudonyms(this.#key);
      const redaction = new Redaction(pseudonyms, this.#secrets);
      redaction.learn(value);
      return defined({ redaction, pseudonym: customerId === undefined ? undefined : pseudonyms.of(customerId) });
    });
  }

  /** The redaction for one exchange, made on first use. */
  ofExchange({ request, response }: Exchange, customerId: string): () => Redaction {
    for (const secret of secretsIn(request.headers)) if (this.#secrets.size < MAX_SECRETS) this.#secrets.add(secret);
    return once(() => {
      const pseudonyms = new Pseudonyms(this.#key);
      pseudonyms.of(customerId);
      const redaction = new Redaction(pseudonyms, [...this.#secrets, ...secretsIn(request.headers)]);
      const body = response === undefined ? undefined : bodyOf(response);
      if (body?.kind === 'json') redaction.learn(body.value);
      return redaction;
    });
  }
}

function secretsIn({ authorization, 'x-api-key': key, cookie }: Readonly<Record<string, string>>): string[] {
  const credentials = authorization === undefined ? [] : [authorization, authorization.replace(/^\S+\s+/, '')];
  const cookies = (cookie ?? '').split(';').map((pair) => pair.replace(/^[^=]*=/, '').trim());
  const values = [...credentials, ...(key === undefined ? [] : [key]), ...cookies];
  return values.filter((value) => value.length >= 4 && !isPlaceholder(value));
}
