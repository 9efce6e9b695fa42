/** What a check saw, in memory only; {@link Redaction} makes a finding of it. */
export interface Observation {
  /** What is wrong, in one sentence without values of the body. */
  message: string;
  /** Where in the body, such as `companyProfile.contacts[0].email`. */
  path?: string;
  /** What the documentation requires. */
  expected?: string;
  /** The value that it should have had, in addition to `expected`; shown only as far as redaction allows. */
  expectedValue?: unknown;
  /** What was there instead, in words that hold no value of the body. */
  actual?: string;
  /** What was there instead, as it was; shown only as far as redaction allows. */
  value?: unknown;
  /** The id of the exchange in which it was seen. */
  exchange?: string;
  /** The ids of all exchanges in which it was seen, if there are several. */
  exchanges?: string[];
  /** How many such things were seen, if more than this one; they differ in their place at most. */
  count?: number;
}

/** The observation that something is not as it should be; none if it is. */
export function unless(isMet: boolean, observation: Observation): Observation[] {
  return isMet ? [] : [observation];
}
