/** Whether a change breaks a client; unaffected: such a client never touches the changed place. */
export type Effect = 'breaking' | 'compatible' | 'unaffected';

/** What a change means for one kind of client, and why. */
export interface Judgement {
  readonly effect: 'breaking' | 'compatible';
  readonly reason: string;
}

/** What a change means for a client that reads at the changed place, and for one that sends there. */
export interface Rule {
  readonly reads: Judgement;
  readonly sends: Judgement;
}

/** Rules by their ids. */
export type RuleTable = Readonly<Record<string, Rule>>;

/** The change breaks such a client, for this reason. */
export function breaks(reason: string): Judgement {
  return { effect: 'breaking', reason };
}

/** The change breaks no such client, for this reason. */
export function fits(reason: string): Judgement {
  return { effect: 'compatible', reason };
}

/** For places that such a client never touches, so that this is never shown. */
const UNTOUCHED: Judgement = fits('such a client does not touch the place');

/** A rule for places that only a client that reads touches. */
export function forReaders(reads: Judgement): Rule {
  return { reads, sends: UNTOUCHED };
}

/** A rule for places that only a client that sends touches. */
export function forSenders(sends: Judgement): Rule {
  return { reads: UNTOUCHED, sends };
}

/** A rule for places that both touch. */
export function forBoth(reads: Judgement, sends = reads): Rule {
  return { reads, sends };
}
