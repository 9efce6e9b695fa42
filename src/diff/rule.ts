/** Whether a change breaks a client; unaffected: such a client never touches the changed place. */
export type Effect = 'breaking' | 'compatible' | 'unaffected';

/** What a change means for one kind of client, and why. */
export interface Judgment {
  readonly effect: 'breaking' | 'compatible';
  readonly reason: string;
}

/** What a change means for a client that reads at the changed place, and for one that sends there. */
export interface Rule {
  readonly reads: Judgment;
  readonly sends: Judgment;
}

/** Rules by their ids. */
export type RuleTable = Readonly<Record<string, Rule>>;

/** The change breaks such a client, for this reason. */
export function breaks(reason: string): Judgment {
  return { effect: 'breaking', reason };
}

/** The change breaks no such client, for this reason. */
export function fits(reason: string): Judgment {
  return { effect: 'compatible', reason };
}

/** For places that such a client never touches, so that this is never shown. */
const UNTOUCHED: Judgment = fits('such a client does not touch the place');

/** A rule for places that only a client that reads touches. */
export function forReaders(reads: Judgment): Rule {
  return { reads, sends: UNTOUCHED };
}

/** A rule for places that only a client that sends touches. */
export function forSenders(sends: Judgment): Rule {
  return { reads: UNTOUCHED, sends };
}

/** A rule for places that both touch. */
export function forBoth(reads: Judgment, sends = reads): Rule {
  return { reads, sends };
}
