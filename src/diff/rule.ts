/** Whether a change harms a client; unaffected: the changed place is none that such a client touches. */
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
  /** What of the TypeScript types it can change: the line of the field, the whole block of it, or nothing. */
  readonly types: 'line' | 'block' | 'none';
}

/** Rules by their ids. */
export type RuleTable = Readonly<Record<string, Rule>>;

/** The change harms such a client, for this reason. */
export function breaks(reason: string): Judgement {
  return { effect: 'breaking', reason };
}

/** The change harms no such client, for this reason. */
export function fits(reason: string): Judgement {
  return { effect: 'compatible', reason };
}

/** The rule is for places that such a client never touches, so that this is never told. */
export const UNTOUCHED: Judgement = { effect: 'compatible', reason: 'such a client does not touch the place' };
