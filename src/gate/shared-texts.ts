import { createHash } from 'node:crypto';

/** What many requests have in common is kept once; what comes later than this is kept as it is. */
const MAX_KEPT = 2000;

/** Texts and bodies, of which equal ones are kept once: most headers and bodies of a run repeat. */
export class SharedTexts {
  readonly #texts = new Map<string, string>();
  readonly #bodies = new Map<string, Uint8Array>();

  /** Headers whose names and values are shared. */
  headers(headers: Partial<Record<string, number | string | string[]>>): Record<string, string> {
    const shared: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) shared[name] = this.#text(Array.isArray(value) ? value.join(', ') : String(value));
    }
    return shared;
  }

  /** A body equal to the given one. */
  body(bytes: Uint8Array): Uint8Array {
    return keptOnce(this.#bodies, createHash('sha1').update(bytes).digest('base64'), bytes);
  }

  #text(text: string): string {
    return keptOnce(this.#texts, text, text);
  }
}

function keptOnce<T>(kept: Map<string, T>, key: string, value: T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size < MAX_KEPT) kept.set(key, value);
  return value;
}
