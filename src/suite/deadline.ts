/** A whole check takes no longer, whatever the target does, in milliseconds. */
export const DEADLINE_MS = 300_000;
